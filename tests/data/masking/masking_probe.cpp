// SPDX-License-Identifier: MIT
// The host's masking as a program: one text a line in, the masked text out (I4).
#include <iostream>
#include <string>

#include "host/core/masking.h"

int main() {
  std::string line;
  while (std::getline(std::cin, line)) std::cout << baton::core::mask(line).text << '\n';
  return 0;
}
