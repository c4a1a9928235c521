// SPDX-License-Identifier: MIT
// main.cpp - the command line of `baton`.
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "host/app/commands.h"
#include "host/sandbox/sandbox.h"

namespace {

struct Command {
  std::string_view name;
  std::string_view usage;
  std::string_view does;
  int (*run)(const std::vector<std::string>&);
};

constexpr Command kCommands[] = {
    {"serve", "serve --config FILE [--clock URL] [--log-level LEVEL]",
     "runs the host; prints `ready URL` when it takes traffic; SIGTERM drains and stops, SIGHUP "
     "reads the configuration again.\n"
     "  --clock URL  takes the time from a sandbox; needs server.test_clock in the configuration",
     baton::app::serve},
    {"check", "check --config FILE",
     "prints every problem of the configuration and of the plugins it names, one a line; exit 1 if there are "
     "any",
     baton::app::check},
    {"plugins", "plugins [--config FILE] [--json]",
     "lists the plugins that are found, and why one cannot be used", baton::app::plugins},
    {"validate", "validate PLUGIN [--json] [--junit FILE] [--only-failed] [--list] [--include RE] [--exclude RE]",
     "holds a plugin against the contract, one line a check, each in a process of its own; exit 0 all passed, 1 "
     "findings, 2 could not run.\n"
     "  PLUGIN            a bundle's folder, or the library in it\n"
     "  --list            names every check\n"
     "  --include, --exclude RE   only the checks whose id matches, or not those\n"
     "  --samples FILE    settings, webhooks and answers to try it with, instead of samples.json in the bundle\n"
     "  --in-process, --via-runner   its code in one of the two places only\n"
     "  --seed N          of what is made at random; the last line names the one used\n"
     "  --time-limit S    for one check, 45 when it is left out\n"
     "  --json, --junit FILE   the report for programs, and for those who collect test results",
     baton::app::validate_plugin},
    {"new", "new KIND NAME [--lang c|cpp|rust]",
     "makes a plugin project in a folder NAME: it builds against the installed SDK, passes its tests and can be "
     "loaded as it stands.\n"
     "  KIND         connector, ownership, summarizer or classifier\n"
     "  NAME         round-robin, or a reversed domain name: com.acme.round-robin\n"
     "  --lang LANG  the language, cpp when it is left out",
     baton::app::new_plugin},
    {"explain", "explain CASE [--config FILE] [--json]",
     "says why a case stands where it stands; the host may be running on the store", baton::app::explain},
    {"replay", "replay --config FILE",
     "derives every case again from the history and compares; exit 1 if one differs; the host may be running "
     "on the store",
     baton::app::replay},
    {"simulate", "simulate --config NEW --history STORE [--json]",
     "decides the inputs of a store again under another configuration, read only, and prints what would "
     "change and M1-M13 under both.\n"
     "Recorded answers and acts are taken at their times; a question without one gets the built-in default "
     "and is counted as\n"
     "unanswered; what customers would have done otherwise is not guessed. Inputs that changed nothing are "
     "not in a store.",
     baton::app::simulate},
};

void help() {
  std::cout << "baton - a plugin host for existing helpdesks\n\n";
  for (const auto& command : kCommands) std::cout << "  baton " << command.usage << "\n";
  std::cout << "  baton sandbox [--port N]\n\n`baton COMMAND --help` says more.\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty() || words.front() == "--help" || words.front() == "help") {
    help();
    return words.empty() ? 1 : 0;
  }
  if (words.front() == "--version") {
    std::cout << "baton 0.9.0\n";
    return 0;
  }
  if (words.front() == "sandbox") return baton::sandbox::sandbox_main(argc - 1, argv + 1);
  for (const auto& command : kCommands) {
    if (command.name != words.front()) continue;
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    for (const auto& word : rest) {
      if (word != "--help") continue;
      std::cout << "baton " << command.usage << "\n\n" << command.does << "\n";
      return 0;
    }
    return command.run(rest);
  }
  return baton::app::fail("no command " + words.front(), "see `baton --help`");
}
