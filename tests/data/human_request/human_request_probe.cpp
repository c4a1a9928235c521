// SPDX-License-Identifier: MIT
// The host's matcher as a program: one text a line in, the pattern that asks for a person (or "-") out.
#include <iostream>
#include <string>

#include "host/policy/matcher.h"

int main() {
  const auto matcher = baton::policy::make_matcher({});
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto found = matcher->asks_for_person(line, "");
    std::cout << (found ? found->pattern : "-") << '\n';
  }
  return 0;
}
