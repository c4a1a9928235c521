// SPDX-License-Identifier: MIT
#include "host/policy/named_objects.h"

#include <algorithm>

namespace baton::policy {
namespace {

constexpr std::size_t kMatchesMax = 32;  // of one pattern in one text

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "number", "no." and their like in the languages that ship, and what may stand before the digits.
constexpr const char* kNumber =
    R"((?: (?:number|no\.?|nr\.?|n[uú]mero|num[eé]ro|nummer|id))?[ :]*#? ?(?:[A-Z]{1,4}-?)?(\d{4,})\b)";

std::string by_name(const char* names) { return std::string("(?i)\\b(?:") + names + ")" + kNumber; }

}  // namespace

const ObjectPatterns& shipped_objects() {
  static const ObjectPatterns kPatterns = {
      {"order", {R"((?i)\bORD(?:ER)?[-_ ]?(\d{4,})\b)", by_name("order|pedido|bestellung|commande|encomenda")}},
      {"invoice", {R"((?i)\bINV(?:OICE)?[-_ ]?(\d{4,})\b)", by_name("invoice|factura|rechnung|facture|fatura")}},
      {"ticket", {by_name("ticket|case|incident")}}};
  return kPatterns;
}

NamedObjects::NamedObjects(const ObjectPatterns& patterns) {
  RE2::Options options;
  options.set_log_errors(false);
  for (const auto& [kind, list] : patterns)
    for (const auto& pattern : list) rules_.push_back({kind, std::make_unique<RE2>(pattern, options)});
}

std::vector<core::TextSpan> NamedObjects::find(std::string_view text) const {
  std::vector<core::TextSpan> spans;
  if (!has_digit(text)) return spans;
  const re2::StringPiece whole(text.data(), text.size());
  for (const auto& rule : rules_) {
    const int group = rule.re->NumberOfCapturingGroups() > 0 ? 1 : 0;
    re2::StringPiece found[2];
    std::size_t from = 0;
    for (std::size_t n = 0; n < kMatchesMax; ++n) {
      if (!rule.re->Match(whole, from, text.size(), RE2::UNANCHORED, found, 2)) break;
      const auto& number = found[group].empty() ? found[0] : found[group];
      const auto begin = static_cast<std::int64_t>(number.data() - text.data());
      const core::TextSpan span{begin, static_cast<std::int64_t>(number.size()), rule.kind};
      const bool known = std::any_of(spans.begin(), spans.end(), [&](const core::TextSpan& other) {
        return other.begin == span.begin && other.pattern == span.pattern;
      });
      if (!known && !number.empty()) spans.push_back(span);
      from = static_cast<std::size_t>(found[0].data() - text.data()) + std::max<std::size_t>(found[0].size(), 1);
      if (from > text.size()) break;
    }
  }
  return spans;
}

}  // namespace baton::policy
