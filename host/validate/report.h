// SPDX-License-Identifier: MIT
// report.h - what was found, for people, for programs, and for those who collect test results.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/validate/verdict.h"

namespace baton::validate {

struct Line {
  std::string check;
  std::string promise;
  std::string kind;   // of the plugin's kinds the one looked at; empty: the plugin as a whole
  std::string place;  // "file", "inside", "runner", or "both" where inside and runner came out the same
  Verdict verdict;
  std::string reproduce;  // a command, for findings
};

struct Report {
  std::string plugin;  // id, as far as it is known
  std::string folder;
  std::uint64_t seed = 0;
  std::vector<Line> lines;

  std::size_t count(Result result) const;
  std::size_t findings() const;
};

std::string to_text(const Line& line);      // one line, and one more for a finding: how to see it again
std::string summary(const Report& report);  // the last line
nlohmann::json to_json(const Report& report);
std::string to_junit(const Report& report);  // XML as continuous integration reads it

}  // namespace baton::validate
