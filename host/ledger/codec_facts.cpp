// SPDX-License-Identifier: MIT
// codec_facts.cpp - facts and effects <-> JSON.
#include "host/ledger/codec.h"
#include "host/ledger/codec_records.h"

namespace baton::ledger {

std::string to_json(const core::Fact& fact) {
  std::string out;
  out.reserve(512);
  write_variant(out, fact);
  return out;
}

std::string to_json(const core::Effect& effect) {
  std::string out;
  write_variant(out, effect);
  return out;
}

std::string_view name_of(const core::Fact& fact) { return record_name(fact); }
int version_of(const core::Fact& fact) { return record_version(fact); }
std::string_view name_of(const core::Effect& effect) { return record_name(effect); }
int version_of(const core::Effect& effect) { return record_version(effect); }

std::optional<core::Fact> fact_from_json(std::string_view name, int version, std::string_view text) {
  return read_variant<core::Fact>(name, version, text);
}

std::optional<core::Effect> effect_from_json(std::string_view name, int version, std::string_view text) {
  return read_variant<core::Effect>(name, version, text);
}

}  // namespace baton::ledger
