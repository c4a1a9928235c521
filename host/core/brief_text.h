// SPDX-License-Identifier: MIT
// brief_text.h - the brief as text, made from its fields (B3): at most about a thousand characters, whole fields first.
#pragma once

#include <functional>
#include <string>

#include "host/core/facts_work.h"

namespace baton::core {

inline constexpr std::size_t kBriefTextMax = 1000;  // characters (B3)

// `words` gives the text behind a reference; empty when it has been erased.
std::string brief_text(const Brief& brief, const std::function<std::string(const ContentRef&)>& words);

}  // namespace baton::core
