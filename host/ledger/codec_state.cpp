// SPDX-License-Identifier: MIT
// codec_state.cpp - the state of a customer <-> JSON: snapshots, and the canonical form that replays are compared in.
#include "host/ledger/codec.h"
#include "host/ledger/codec_records.h"

namespace baton::ledger {

std::string to_json(const core::CustomerState& state) {
  std::string out;
  out.reserve(4096);
  write_record(out, state);
  return out;
}

std::optional<core::CustomerState> state_from_json(std::string_view text) {
  return read_record<core::CustomerState>(text);
}

}  // namespace baton::ledger
