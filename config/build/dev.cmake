# SPDX-License-Identifier: MIT
# cmake -C config/build/dev.cmake -G Ninja -B BUILD_FOLDER
set(CMAKE_BUILD_TYPE Debug CACHE STRING "build type")
set(BATON_SANITIZE "" CACHE STRING "sanitizers")
