// SPDX-License-Identifier: MIT
// fingerprint.h - whether a customer says the same again without a new detail (H9), without keeping the words: the sum
// of the hashes of the distinct words, so that order, case and punctuation do not matter and fragments add up.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace baton::core {

// `hash` is given lower-case words. In the history it is a keyed one, under the customer's key: a hash that anybody can
// compute would give short messages away after they were erased (C7). 0 = no words.
std::uint64_t fingerprint(std::string_view text, const std::function<std::uint64_t(std::string_view)>& hash);

}  // namespace baton::core
