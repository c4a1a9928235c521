// SPDX-License-Identifier: MIT
#include "host/engine/measuring.h"

#include "host/core/evolve.h"
#include "host/ledger/codec.h"
#include "host/ledger/codec_records.h"

namespace baton::engine {
namespace {

constexpr int kFactsPerPage = 1000;

}  // namespace

void Measuring::forget() { *this = {}; }

bool Measuring::fold(core::CustomerState& state, const ledger::StoredFact& row, const core::Policy& policy) {
  auto fact = ledger::fact_from_json(row.name, row.version, row.json);
  if (!fact) return false;
  if (open_ && (row.at != at_ || row.cause != cause_)) core::measure_state(measures_, state, policy);
  at_ = row.at;
  cause_ = row.cause;
  open_ = true;
  core::evolve(state, *fact, row.at);
  core::measure(measures_, state, policy, {std::move(*fact), row.rule}, row.at);
  return true;
}

void Measuring::folded(const core::CustomerState& state, const core::Policy& policy) {
  if (open_) core::measure_state(measures_, state, policy);
  open_ = false;
}

bool Measuring::resume(ledger::Histories& ledger, const ledger::StreamName& stream,
                       const ledger::LoadedStream& stored, const core::Policy& policy) {
  if (stored.snapshot_json.empty()) return true;
  if (!stored.measures_json.empty()) {
    auto measures = ledger::read_record<core::Measures>(stored.measures_json);
    if (!measures) return false;
    if (measures->version == core::kMeasuresVersion) {
      measures_ = std::move(*measures);
      return true;
    }
  }
  core::CustomerState state;
  state.id = {stream};
  std::int64_t sequence = 0;
  while (sequence < stored.snapshot_sequence) {
    const auto page = ledger.history(stream, sequence, kFactsPerPage);
    if (page.empty()) return false;
    for (const auto& row : page) {
      if (row.sequence > stored.snapshot_sequence) break;
      if (!fold(state, row, policy)) return false;
      sequence = row.sequence;
    }
  }
  folded(state, policy);
  return true;
}

void Measuring::decided(const core::CustomerState& state, const core::Policy& policy,
                        const std::vector<core::Ruled>& facts, core::Instant now) {
  for (const auto& ruled : facts) core::measure(measures_, state, policy, ruled, now);
  core::measure_state(measures_, state, policy);
}

void Measuring::add_rows(ledger::Commit& commit, const core::CustomerState& state,
                         const core::Policy& policy) {
  for (const auto& [id, c] : measures_.cases) {
    auto row = ledger::measured_row(id.value, core::metric_group(c, state), core::samples_of(c, policy));
    auto& known = rows_[id.value];
    if (known == row) continue;
    known = row;
    commit.measured.push_back(std::move(row));
  }
  if (!told_) version_ = core::metrics_version(policy);
  commit.measured_under = version_;
  told_ = true;
}

std::string Measuring::json() const {
  std::string text;
  ledger::write_record(text, measures_);
  return text;
}

}  // namespace baton::engine
