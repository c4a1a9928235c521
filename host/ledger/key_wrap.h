// SPDX-License-Identifier: MIT
// key_wrap.h - a key sealed under another that the store does not hold (I4): what lies in the store opens nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baton::ledger {

// `master` has 32 bytes; `bound` says what the key is for: it opens for nothing else.
std::string wrap_key(std::string_view master, std::string_view bound, std::string_view key);
std::optional<std::string> unwrap_key(std::string_view master, std::string_view bound, std::string_view wrapped);

}  // namespace baton::ledger
