// SPDX-License-Identifier: MIT
// validate_plugin.cpp - `baton validate`: the conformance kit against one plugin.
#include <charconv>
#include <fstream>
#include <iostream>

#include "host/app/commands.h"
#include "host/validate/check.h"
#include "host/validate/validation.h"

namespace baton::app {
namespace {

constexpr int kCouldNotRun = 2;

int list_checks() {
  for (const auto& check : validate::all_checks()) std::cout << check.id << ": " << check.promise << "\n";
  return 0;
}

std::optional<std::uint64_t> number_of(const std::string& word) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size()) return std::nullopt;
  return number;
}

// What is wrong with the command line; empty when nothing is.
std::string read_options(const Arguments& arguments, validate::Options& options) {
  for (auto [name, pattern] :
       {std::pair{"--include", &options.include}, std::pair{"--exclude", &options.exclude}}) {
    const auto word = arguments.value(name);
    if (!word) continue;
    try {
      *pattern = std::regex(*word);
    } catch (const std::regex_error&) {
      return std::string(name) + " takes a regular expression, and \"" + *word + "\" is none";
    }
  }
  if (const auto word = arguments.value("--seed")) {
    const auto seed = number_of(*word);
    if (!seed) return "--seed takes a number";
    options.seed = *seed;
  }
  if (const auto word = arguments.value("--time-limit")) {
    const auto seconds = number_of(*word);
    if (!seconds || *seconds == 0 || *seconds > 3600) return "--time-limit takes seconds, 1 to 3600";
    options.limit = std::chrono::seconds(*seconds);
  }
  if (const auto file = arguments.value("--samples")) options.samples = *file;
  if (arguments.has("--in-process") && arguments.has("--via-runner"))
    return "--in-process and --via-runner exclude each other";
  options.runners = !arguments.has("--in-process");
  options.inside = !arguments.has("--via-runner");
  return {};
}

}  // namespace

int validate_plugin(const std::vector<std::string>& words) {
  const Arguments arguments(words,
                            {"--include", "--exclude", "--junit", "--seed", "--samples", "--time-limit"},
                            {"--json", "--list", "--only-failed", "--in-process", "--via-runner"});
  constexpr const char* kHelp = "see `baton validate --help`";
  if (!arguments.error().empty()) return fail(arguments.error(), kHelp, kCouldNotRun);
  if (arguments.has("--list")) return list_checks();
  if (arguments.words().size() != 1)
    return fail("name one bundle's folder, or the library in it", kHelp, kCouldNotRun);
  validate::Options options;
  options.plugin = arguments.words().front();
  options.runner = runner_program();
  if (auto wrong = read_options(arguments, options); !wrong.empty()) return fail(wrong, kHelp, kCouldNotRun);
  const bool json = arguments.has("--json"), only_failed = arguments.has("--only-failed");
  const auto result = validate::validate(options, [&](const validate::Line& line) {
    if (json || (only_failed && !validate::is_finding(line.verdict.result))) return;
    std::cout << validate::to_text(line) << std::flush;
  });
  if (const auto* why = std::get_if<std::string>(&result)) return fail(*why, kHelp, kCouldNotRun);
  const auto& report = std::get<validate::Report>(result);
  if (report.lines.empty())
    return fail("no check has such an id", "see `baton validate --list`", kCouldNotRun);
  std::cout << (json ? validate::to_json(report).dump(2, ' ', false,
                                                      nlohmann::json::error_handler_t::replace) +
                           "\n"
                     : validate::summary(report));
  if (const auto file = arguments.value("--junit")) {
    std::ofstream stream(*file);
    if (!(stream << validate::to_junit(report) << std::flush))
      return fail("cannot write " + *file, "name a file in a folder that exists", kCouldNotRun);
  }
  return report.findings() == 0 ? 0 : 1;
}

}  // namespace baton::app
