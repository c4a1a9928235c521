// SPDX-License-Identifier: MIT
// throws.cpp - what C++ does and C cannot.
#include "hostile.h"

#include <stdexcept>

void throw_something() { throw std::runtime_error("nobody catches this"); }
