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

// What a text of lines needs beside the fields: a heading for each field, "label: " before a detail, and a word before
// each step and each piece of evidence.
inline constexpr std::size_t kHeadingsChars = 115;
inline constexpr std::size_t kDetailChars = 3;
inline constexpr std::size_t kStepChars = 12;
inline constexpr std::size_t kEvidenceChars = 11;

// Characters the text will have at most.
std::size_t estimated_chars(const Brief& brief);

// Fills details and steps of the brief; its other fields MUST be set before.
void fit(std::vector<Item> details, std::vector<Step> steps, std::size_t chars_max, Language language,
         Brief& brief);

}  // namespace baton::brief
