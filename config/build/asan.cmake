# SPDX-License-Identifier: MIT
# cmake -C config/build/asan.cmake -G Ninja -B BUILD_FOLDER
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "build type")
set(BATON_SANITIZE "address,undefined" CACHE STRING "sanitizers")
# -O1 keeps the stacks of reports readable and the build short.
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O1 -g1" CACHE STRING "C flags")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1" CACHE STRING "C++ flags")
