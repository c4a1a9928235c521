// SPDX-License-Identifier: MIT
#include "host/ledger/replay.h"

#include "host/core/evolve.h"
#include "host/ledger/codec.h"

namespace baton::ledger {
namespace {

constexpr int kFactsPerPage = 1000;

// Adds the facts to the state. What is wrong with the first that does not fit, or nothing.
std::string fold(core::CustomerState& state, const std::vector<StoredFact>& facts, std::int64_t& sequence) {
  for (const auto& row : facts) {
    if (row.sequence != sequence + 1)
      return "fact " + std::to_string(sequence + 1) + " is missing, " + std::to_string(row.sequence) + " follows";
    const auto fact = fact_from_json(row.name, row.version, row.json);
    if (!fact) {
      return "fact " + std::to_string(row.sequence) + " (" + row.name + " version " + std::to_string(row.version) +
             ") cannot be read";
    }
    core::evolve(state, *fact, row.at);
    sequence = row.sequence;
  }
  return {};
}

}  // namespace

Replay replay_customer(Histories& ledger, const StreamName& stream) {
  Replay replay;
  const auto loaded = ledger.load(stream);  // first: facts stored meanwhile are left out below
  if (loaded.failed) {
    replay.damage = "the stream cannot be read: " + ledger.health();
    return replay;
  }
  core::CustomerState whole;
  while (replay.facts < loaded.sequence && replay.damage.empty()) {
    auto page = ledger.history(stream, replay.facts, kFactsPerPage);
    std::erase_if(page, [&](const StoredFact& fact) { return fact.sequence > loaded.sequence; });
    if (page.empty()) replay.damage = "fact " + std::to_string(replay.facts + 1) + " is missing";
    else replay.damage = fold(whole, page, replay.facts);
  }
  if (!replay.damage.empty()) return replay;
  replay.from_beginning = to_json(whole);

  auto shorter = loaded.snapshot_json.empty() ? core::CustomerState{} : state_from_json(loaded.snapshot_json);
  if (!shorter) {
    replay.damage = "the snapshot at fact " + std::to_string(loaded.snapshot_sequence) + " cannot be read";
    return replay;
  }
  auto sequence = loaded.snapshot_sequence;
  replay.damage = fold(*shorter, loaded.facts, sequence);
  replay.from_snapshot = to_json(*shorter);
  return replay;
}

}  // namespace baton::ledger
