// SPDX-License-Identifier: MIT
// problem.h - one thing that is wrong with the configuration, where it stands, and how to mend it.
#pragma once

#include <string>
#include <vector>

namespace baton::policy {

struct Problem {
  std::string file;
  std::size_t line = 1;    // from 1
  std::size_t column = 1;  // from 1, in characters
  std::string pointer;     // JSON pointer; "" is the whole
  std::string what;        // never the value of a secret or of a reference
  std::string mend;

  bool operator==(const Problem&) const = default;
};

// "FILE:LINE:COLUMN: /json/pointer: what is wrong; how to mend it"
std::string to_string(const Problem& problem);

}  // namespace baton::policy
