// SPDX-License-Identifier: MIT
#include "host/http/closing_words.h"

#include <array>

#include "host/core/find.h"
#include "host/engine/views.h"

namespace baton::http {
namespace {

constexpr std::size_t kQuoteMax = 200;  // bytes of the customer's own words

std::string language_of(const engine::CustomerView& customer, const core::Case& c) {
  const auto* thread = core::newest_thread(customer.state(), c);
  return thread == nullptr ? customer.policy().default_language : thread->language;
}

void put(std::string& text, std::string_view placeholder, const std::string& value) {
  if (const auto at = text.find(placeholder); at != std::string::npos) text.replace(at, placeholder.size(), value);
}

// Cut between characters.
std::string quoted(std::string text) {
  if (text.size() > kQuoteMax) {
    auto end = kQuoteMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    text.resize(end);
    text += "…";
  }
  return text;
}

std::string own_words(const engine::CustomerView& customer, const core::Case& c) {
  if (c.brief.intent) return customer.text(c.brief.intent);
  for (const auto& entry : c.entries)
    if (entry.what == core::Entry::What::customer && entry.text && !entry.acknowledgement && !entry.deleted)
      return customer.text(entry.text);
  return {};
}

// What the customer decided last (J4).
std::string decided(const engine::CustomerView& customer, const core::Case& c) {
  for (auto request = c.requests.rbegin(); request != c.requests.rend(); ++request) {
    const bool answered = request->kind == core::RequestKind::approval && request->chosen >= 0 &&
                          static_cast<std::size_t>(request->chosen) < request->options.size();
    if (answered) return customer.text(request->options[static_cast<std::size_t>(request->chosen)]);
  }
  return {};
}

}  // namespace

void complete_from_facts(const engine::CustomerView& customer, const core::Case& c, ClosingParts& parts) {
  if (parts.wrong.empty()) parts.wrong = quoted(own_words(customer, c));
  if (parts.changed.empty()) parts.changed = decided(customer, c);
  if (!parts.next.empty()) return;
  parts.next = engine::canned_words(customer.policy(), "closure_next", language_of(customer, c), c.lane);
  put(parts.next, "{hours}", std::to_string(customer.policy().reopen_horizon_ms / core::kHour));
}

std::string closing_words(const engine::CustomerView& customer, const core::Case& c, const ClosingParts& parts) {
  auto text = engine::canned_words(customer.policy(), "closure", language_of(customer, c), c.lane);
  // One pass, so that what a part says is never taken for a placeholder.
  struct Part {
    std::string_view placeholder;
    const std::string* words;
  };
  const std::array<Part, 3> all{{{"{wrong}", &parts.wrong}, {"{changed}", &parts.changed}, {"{next}", &parts.next}}};
  std::string result;
  std::string_view rest = text;
  while (!rest.empty()) {
    auto first = rest.size();
    const Part* which = nullptr;
    for (const auto& part : all) {
      const auto at = rest.find(part.placeholder);
      if (at < first) {
        first = at;
        which = &part;
      }
    }
    result += rest.substr(0, first);
    if (which == nullptr) break;
    result += *which->words;
    rest.remove_prefix(first + which->placeholder.size());
  }
  return result;
}

}  // namespace baton::http
