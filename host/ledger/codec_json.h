// SPDX-License-Identifier: MIT
// codec_json.h - what the reading half of the codec needs of a parsed JSON document, without its library in every file
// that reads a record.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::ledger::codec {

using Json = nlohmann::json;

struct DeleteJson {
  void operator()(Json* json) const;
};
using Document = std::unique_ptr<Json, DeleteJson>;

Document parse(std::string_view text);  // none when it is no JSON

bool is_null(const Json& json);
const Json* member(const Json& json, std::string_view name);  // none: missing, or no object
bool is_object(const Json& json);
std::optional<bool> as_bool(const Json& json);
std::optional<std::int64_t> as_signed(const Json& json);
std::optional<std::uint64_t> as_unsigned(const Json& json);
const std::string* as_text(const Json& json);

std::optional<std::vector<const Json*>> items(const Json& json);  // none: no array
std::optional<std::vector<std::pair<const std::string*, const Json*>>> members(const Json& json);

}  // namespace baton::ledger::codec
