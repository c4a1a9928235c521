// SPDX-License-Identifier: MIT
// validation.h - every check that applies to one plugin, each in a process of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <variant>

#include "host/validate/report.h"

namespace baton::validate {

inline constexpr std::chrono::milliseconds kCheckLimit{45000};  // one check; most take a hundredth of it

struct Options {
  std::filesystem::path plugin;                  // a bundle's folder, or the library in it
  std::optional<std::filesystem::path> samples;  // instead of samples.json in the bundle
  std::string runner;                            // baton-runner
  std::optional<std::regex> include, exclude;    // of ids
  bool inside = true, runners = true;            // where code is tried
  std::uint64_t seed = 1;
  std::chrono::milliseconds limit = kCheckLimit;
};

// Forks for each check, so the caller MUST have no other thread. `on_line` is told each line as it is known.
// The string says why nothing could be looked at.
std::variant<Report, std::string> validate(const Options& options,
                                           const std::function<void(const Line&)>& on_line);

}  // namespace baton::validate
