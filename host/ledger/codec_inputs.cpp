// SPDX-License-Identifier: MIT
// codec_inputs.cpp - inputs <-> JSON, for simulation and for inputs that are still undecided.
#include "host/ledger/codec.h"
#include "host/ledger/codec_records.h"

namespace baton::ledger {

std::string to_json(const core::Input& input) {
  std::string out;
  out.reserve(512);
  write_tagged_variant(out, input);
  return out;
}

std::string_view name_of(const core::Input& input) { return record_name(input); }

std::optional<core::Input> input_from_json(std::string_view text) { return read_tagged_variant<core::Input>(text); }

}  // namespace baton::ledger
