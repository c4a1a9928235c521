// SPDX-License-Identifier: MIT
#include "host/ledger/case_list.h"

#include <algorithm>
#include <charconv>

namespace baton::ledger {
namespace {

bool any_or(const std::string& wanted, const std::string& value) { return wanted.empty() || wanted == value; }

char letter(CaseSort sort) {
  switch (sort) {
    case CaseSort::urgent: return 'u';
    case CaseSort::opened: return 'o';
    case CaseSort::newest: return 'n';
  }
  return '?';
}

}  // namespace

std::optional<CaseSort> case_sort(const std::string& word) {
  if (word.empty() || word == "urgent") return CaseSort::urgent;
  if (word == "opened") return CaseSort::opened;
  if (word == "-opened") return CaseSort::newest;
  return std::nullopt;
}

std::int64_t urgency(const CaseRow& row) {
  if (!row.open) return kSettledUrgency;
  return row.next_update_due ? row.next_update_due.ms : kSettledUrgency - 1;
}

CaseKey case_key(const CaseRow& row, CaseSort sort) {
  if (sort == CaseSort::urgent) return {{urgency(row), row.priority, row.opened.ms}, row.case_id};
  return {{row.opened.ms, 0, 0}, row.case_id};
}

std::string cursor_text(const CaseKey& key, CaseSort sort) {
  std::string text(1, letter(sort));
  for (const auto number : key.numbers) text += std::to_string(number) + '.';
  return text + key.case_id;
}

std::optional<CaseKey> cursor_key(const std::string& text, CaseSort sort) {
  if (text.empty() || text.front() != letter(sort)) return std::nullopt;
  CaseKey key;
  const char* at = text.data() + 1;
  const char* const end = text.data() + text.size();
  for (auto& number : key.numbers) {
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc{} || next == end || *next != '.') return std::nullopt;
    at = next + 1;
  }
  key.case_id.assign(at, end);
  return key;
}

bool matches(const CaseQuery& query, const CaseRow& row) {
  if (query.status.empty() && !query.include_settled && !row.open) return false;
  if (query.due_before && (!row.next_update_due || row.next_update_due >= *query.due_before)) return false;
  return any_or(query.status, row.status) && any_or(query.owner, row.owner) && any_or(query.lane, row.lane) &&
         any_or(query.channel, row.channel) && any_or(query.segment, row.segment);
}

int page_limit(const CaseQuery& query) { return std::clamp(query.limit, 1, kCasesPerPageMax); }

}  // namespace baton::ledger
