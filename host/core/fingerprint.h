// SPDX-License-Identifier: MIT
// fingerprint.h - whether a customer says the same again without a new detail (H9), without keeping the words: the sum
// of the hashes of the distinct words, so that order, case and punctuation do not matter and fragments add up.
#pragma once

#include <cstdint>
#include <string_view>

namespace baton::core {

std::uint64_t fingerprint(std::string_view text);  // 0 = no words

}  // namespace baton::core
