// SPDX-License-Identifier: MIT
// version_table.h - for tests: the whole truth table of the version rule, written out and read as data, so that
// the rule, the manifest's step and the table's step are held against one and the same text.
//
// A grid is one host. Rows: the headers a plugin was built with. Columns: the oldest host it says it can work with.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "host/plugin/manifest/ids.h"
#include "host/plugin/manifest/version_rule.h"

namespace baton::plugin {

// A accepted   z no version   i inverted   m major differs   u unproven minor (before 1.0)   n needs a newer host
inline constexpr const char* kVersionTable = R"(
host 0.8    0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    A    i    i    i    i    i    i
  abi 0.9     z    u    u    i    i    i    i    i
  abi 0.10    z    u    u    u    i    i    i    i
  abi 1.0     z    m    m    m    m    i    i    i
  abi 1.2     z    m    m    m    m    m    i    i
  abi 1.3     z    m    m    m    m    m    m    i
  abi 2.0     z    m    m    m    m    m    m    m

host 0.9    0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    u    i    i    i    i    i    i
  abi 0.9     z    A    A    i    i    i    i    i
  abi 0.10    z    u    u    u    i    i    i    i
  abi 1.0     z    m    m    m    m    i    i    i
  abi 1.2     z    m    m    m    m    m    i    i
  abi 1.3     z    m    m    m    m    m    m    i
  abi 2.0     z    m    m    m    m    m    m    m

host 0.10   0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    u    i    i    i    i    i    i
  abi 0.9     z    u    u    i    i    i    i    i
  abi 0.10    z    A    A    A    i    i    i    i
  abi 1.0     z    m    m    m    m    i    i    i
  abi 1.2     z    m    m    m    m    m    i    i
  abi 1.3     z    m    m    m    m    m    m    i
  abi 2.0     z    m    m    m    m    m    m    m

host 1.0    0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    m    i    i    i    i    i    i
  abi 0.9     z    m    m    i    i    i    i    i
  abi 0.10    z    m    m    m    i    i    i    i
  abi 1.0     z    A    A    A    A    i    i    i
  abi 1.2     z    A    A    A    A    n    i    i
  abi 1.3     z    A    A    A    A    n    n    i
  abi 2.0     z    m    m    m    m    m    m    m

host 1.2    0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    m    i    i    i    i    i    i
  abi 0.9     z    m    m    i    i    i    i    i
  abi 0.10    z    m    m    m    i    i    i    i
  abi 1.0     z    A    A    A    A    i    i    i
  abi 1.2     z    A    A    A    A    A    i    i
  abi 1.3     z    A    A    A    A    A    n    i
  abi 2.0     z    m    m    m    m    m    m    m

host 1.3    0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    m    i    i    i    i    i    i
  abi 0.9     z    m    m    i    i    i    i    i
  abi 0.10    z    m    m    m    i    i    i    i
  abi 1.0     z    A    A    A    A    i    i    i
  abi 1.2     z    A    A    A    A    A    i    i
  abi 1.3     z    A    A    A    A    A    A    i
  abi 2.0     z    m    m    m    m    m    m    m

host 2.0    0.0  0.8  0.9 0.10  1.0  1.2  1.3  2.0
  abi 0.0     z    z    z    z    z    z    z    z
  abi 0.8     z    m    i    i    i    i    i    i
  abi 0.9     z    m    m    i    i    i    i    i
  abi 0.10    z    m    m    m    i    i    i    i
  abi 1.0     z    m    m    m    m    i    i    i
  abi 1.2     z    m    m    m    m    m    i    i
  abi 1.3     z    m    m    m    m    m    m    i
  abi 2.0     z    A    A    A    A    A    A    A
)";

struct VersionRow {
  AbiVersion host, abi, abi_min;
  VersionVerdict verdict = VersionVerdict::kAccepted;
};

inline VersionVerdict verdict_of(char letter) {
  switch (letter) {
    case 'z': return VersionVerdict::kNoVersion;
    case 'i': return VersionVerdict::kRangeInverted;
    case 'm': return VersionVerdict::kMajorDiffers;
    case 'u': return VersionVerdict::kUnprovenMinor;
    case 'n': return VersionVerdict::kNeedsNewerHost;
    default: return VersionVerdict::kAccepted;
  }
}

// `row(const VersionRow&)` for every cell of every grid.
template <class Row>
void for_each_version_row(Row row) {
  std::istringstream lines(kVersionTable);
  std::vector<AbiVersion> columns;
  AbiVersion host;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string what, version;
    if (!(words >> what >> version)) continue;
    if (what == "host") {
      host = *abi_from(version);
      columns.clear();
      for (std::string column; words >> column;) columns.push_back(*abi_from(column));
      continue;
    }
    for (const AbiVersion abi_min : columns) {
      char letter = '?';
      words >> letter;
      row(VersionRow{host, *abi_from(version), abi_min, verdict_of(letter)});
    }
  }
}

}  // namespace baton::plugin
