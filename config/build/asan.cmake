# SPDX-License-Identifier: MIT
# cmake -C config/build/asan.cmake -G Ninja -B BUILD_FOLDER
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "build type")
set(BATON_SANITIZE "address,undefined" CACHE STRING "sanitizers")
