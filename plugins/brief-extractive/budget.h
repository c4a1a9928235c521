// SPDX-License-Identifier: MIT
// A briefing, not a transcript (B3): decides which details and steps stay and how long they may be, so that
// the text the host makes from the fields keeps within its limit.
#pragma once

#include <vector>

#include "brief.h"
#include "steps.h"

namespace baton::brief {

inline constexpr std::size_t kItemsMax = 64;     // BATON_BRIEF_ITEM_MAX_COUNT
inline constexpr std::size_t kEvidenceMax = 12;  // more pictures than this are a number, not a list

// What the host's text needs beside the fields: headings for all of it, and marks around each item.
inline constexpr std::size_t kHeadingsChars = 130;
inline constexpr std::size_t kItemChars = 4;

// Characters the text will have at most.
std::size_t estimated_chars(const Brief& brief);

// Fills details and steps of the brief; its other fields MUST be set before.
void fit(std::vector<Item> details, std::vector<Step> steps, std::size_t chars_max, Language language,
         Brief& brief);

}  // namespace baton::brief
