// SPDX-License-Identifier: MIT
// replay.cpp - `baton replay`: derives every case again from the history and compares (C7).
#include <iostream>

#include "host/app/commands.h"
#include "host/app/stored_case.h"
#include "host/ledger/codec.h"
#include "host/ledger/replay.h"

namespace baton::app {
namespace {

constexpr int kPage = 1000;
constexpr std::int64_t kReportEvery = 10000;

bool is_customer(const std::string& stream) {
  return stream != "roster" && stream != "alarms" && stream != "upkeep" && stream != "paces" &&
         !stream.starts_with("channel:");
}

}  // namespace

int replay(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--config"}, {});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton replay --help`");
  const auto file = arguments.value("--config");
  if (!file) return fail("no configuration is named", "give --config FILE");
  const auto opened = open_for_reading(*file);
  if (!opened) return 1;
  std::int64_t customers = 0;
  std::int64_t facts = 0;
  std::int64_t cases = 0;
  std::int64_t differing = 0;
  std::string last;
  while (true) {
    const auto page = opened->store->streams(last, kPage);
    if (page.empty()) break;
    last = page.back();
    for (const auto& stream : page) {
      if (!is_customer(stream)) continue;
      const auto replayed = ledger::replay_customer(*opened->store, stream);
      ++customers;
      facts += replayed.facts;
      if (const auto state = ledger::state_from_json(replayed.from_beginning)) cases += static_cast<std::int64_t>(state->cases.size());
      if (!replayed.agrees()) {
        ++differing;
        std::cout << "customer " << stream << ": " << (replayed.damage.empty() ? "its snapshot differs from its history" : replayed.damage) << "\n";
      }
      if (customers % kReportEvery == 0) std::cerr << customers << " customers replayed\n";
    }
  }
  if (const auto why = opened->store->health(); !why.empty()) return fail("the store cannot be read: " + why, "see `store.path` of the configuration");
  std::cout << "replayed " << cases << " cases of " << customers << " customers from " << facts << " facts: " << (differing == 0 ? "the same" : std::to_string(differing) + " differ") << "\n";
  return differing == 0 ? 0 : 1;
}

}  // namespace baton::app
