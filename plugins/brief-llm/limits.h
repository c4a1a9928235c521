// SPDX-License-Identifier: MIT
// Every number of this plugin. Lengths are characters (code points) unless they say bytes. The sum of what a
// brief may hold is above the thousand characters of B3; the host's text leaves out whole lines, the fields
// stay readable.
#pragma once

#include <cstddef>
#include <cstdint>

namespace baton::brief_llm {

inline constexpr std::size_t kIntentMaxChars = 160;  // what the host's text shows of a line
inline constexpr std::size_t kLineMaxChars = 160;    // status, reason, next action, decision needed
inline constexpr std::size_t kLabelMaxChars = 40;
inline constexpr std::size_t kValueMaxChars = 120;
inline constexpr std::size_t kStepMaxChars = 120;
inline constexpr std::size_t kDetailsMax = 12;
inline constexpr std::size_t kStepsMax = 8;
inline constexpr std::size_t kEvidenceMax = 12;
inline constexpr std::size_t kFileNameMaxChars = 60;

inline constexpr std::size_t kTurnMaxChars = 4000;            // of one message that is sent
inline constexpr std::uint64_t kAnswerMaxBytes = 256 * 1024;  // a brief has some 3 KiB
// The host must hear why before its own patience ends.
inline constexpr std::uint32_t kBudgetMarginMs = 150;
inline constexpr std::uint32_t kBudgetLeastMs = 50;
inline constexpr std::uint32_t kBudgetWithoutOneMs = 30'000;

// What is told us to do in the customer's own words, that long, was dictated and not concluded.
inline constexpr std::size_t kDictatedWords = 8;

}  // namespace baton::brief_llm
