// SPDX-License-Identifier: MIT
// The host's masking as a program: one text a line in, the masked text out (I4), under the shipped configuration.
#include <iostream>
#include <string>

#include "host/core/masking.h"
#include "host/policy/matcher.h"

int main() {
  const auto matcher = baton::policy::make_matcher({.sensitive = {baton::policy::national_id_kinds(), true, {}}});
  std::string line;
  while (std::getline(std::cin, line)) std::cout << baton::core::mask(line, matcher.get()).text << '\n';
  return 0;
}
