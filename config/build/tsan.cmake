# SPDX-License-Identifier: MIT
# cmake -C config/build/tsan.cmake -G Ninja -B BUILD_FOLDER
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "build type")
set(BATON_SANITIZE "thread" CACHE STRING "sanitizers")
