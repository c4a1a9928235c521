// SPDX-License-Identifier: MIT
// brief_labels.h - the host's own words in a brief, in the team's language (B4). Quotes stay in the original.
#pragma once

#include <string>
#include <string_view>

namespace baton::core {

// `key` is the English word; a language without a word for it says it in English. "pt-BR" is read as "pt".
std::string_view brief_label(std::string_view key, std::string_view language);

}  // namespace baton::core
