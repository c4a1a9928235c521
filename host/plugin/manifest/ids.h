// SPDX-License-Identifier: MIT
// ids.h - the grammar of the small words in a manifest. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "host/plugin/manifest/manifest.h"

namespace baton::plugin {

std::optional<Kind> kind_from(std::string_view word);
std::optional<AbiVersion> abi_from(std::string_view text);  // "0.9" or "0.9.3"
bool is_sha256(std::string_view text);                      // 64 lower-case hex digits
bool is_file_name(std::string_view text);                   // no folder, no "..", no control characters

}  // namespace baton::plugin
