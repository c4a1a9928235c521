// SPDX-License-Identifier: MIT
// case_list.h - the order and the filters of GET /cases (G11), shared by every ledger: most urgent first means next
// update due, overdue first, none last; then priority; then the older case. Pages are cut by key, not by offset.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "host/ledger/ledger.h"

namespace baton::ledger {

inline constexpr std::int64_t kSettledUrgency = std::numeric_limits<std::int64_t>::max();
inline constexpr int kCasesPerPageMax = 500;

enum class CaseSort { urgent = 1, opened, newest };

std::optional<CaseSort> case_sort(const std::string& word);  // "urgent" or empty, "opened", "-opened"

std::int64_t urgency(const CaseRow& row);

struct CaseKey {
  std::array<std::int64_t, 3> numbers{};
  std::string case_id;
  auto operator<=>(const CaseKey&) const = default;
};

CaseKey case_key(const CaseRow& row, CaseSort sort);
inline bool comes_before(const CaseKey& a, const CaseKey& b, CaseSort sort) {
  return sort == CaseSort::newest ? b < a : a < b;
}

std::string cursor_text(const CaseKey& key, CaseSort sort);
std::optional<CaseKey> cursor_key(const std::string& text, CaseSort sort);

bool matches(const CaseQuery& query, const CaseRow& row);

int page_limit(const CaseQuery& query);

}  // namespace baton::ledger
