// SPDX-License-Identifier: MIT
#include "host/http/asked_again.h"

#include "host/policy/folded_text.h"

namespace baton::http {
namespace {

constexpr std::size_t kLabelMin = 4;  // bytes: "Date" and longer say what is meant

std::string folded_words(std::string_view text) { return " " + policy::words_only(policy::fold(text).text) + " "; }

// The sentences that end with a question mark.
std::string questions_in(std::string_view text) {
  std::string asked;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '?') asked += std::string(text.substr(begin, i - begin)) + " ";
    if (c == '?' || c == '!' || c == '.' || c == '\n') begin = i + 1;
  }
  return asked;
}

}  // namespace

std::vector<std::int64_t> asked_again(const engine::CustomerView& customer, const core::Case& c,
                                      const std::string& text, bool request) {
  std::vector<std::int64_t> found;
  const auto& details = c.brief.details;
  if (details.empty() || text.empty()) return found;
  const auto whole = folded_words(text);
  const auto asked = request ? whole : folded_words(questions_in(text));
  for (std::size_t i = 0; i < details.size(); ++i) {
    const auto label = folded_words(customer.text(details[i].label));
    const auto value = folded_words(customer.text(details[i].value));
    if (label.size() < kLabelMin + 2 || asked.find(label) == std::string::npos) continue;
    if (value.size() <= 2 || whole.find(value) == std::string::npos) found.push_back(static_cast<std::int64_t>(i) + 1);
  }
  return found;
}

}  // namespace baton::http
