// SPDX-License-Identifier: MIT
// yes_no.h - the closed lists of J4: a whole message that is a yes or a no, and nothing else. "Yes, but" is neither.
#pragma once

#include <optional>
#include <string_view>

namespace baton::core {

// Blind to case of ASCII letters, surrounding spaces and closing punctuation. Languages: en, es, pt, de, fr, hi.
std::optional<bool> yes_or_no(std::string_view text);

}  // namespace baton::core
