// SPDX-License-Identifier: MIT
// Order of the finders is order of trust: what an earlier one has taken a later one does not see.
#include "scan.h"

#include <algorithm>

#include "scan_names.h"
#include "scan_numbers.h"
#include "spans.h"

namespace baton::brief {
namespace {

bool is_mail_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
         c == '-' || c == '+' || c == '%' || byte >= 0x80;
}

void find_emails(const Text& text, Spans& spans) {
  const std::string_view raw = text.raw;
  for (std::size_t at = raw.find('@'); at != std::string_view::npos; at = raw.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_mail_char(raw[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < raw.size() && is_mail_char(raw[end]) && raw[end] != '+' && raw[end] != '%') ++end;
    while (end > at && (raw[end - 1] == '.' || raw[end - 1] == '-')) --end;
    const std::string_view domain = raw.substr(at + 1, end > at ? end - at - 1 : 0);
    if (begin < at && domain.find('.') != std::string_view::npos && domain.size() >= 4) {
      spans.add({Kind::email, {}, begin, end});
    }
  }
}

void find_links(const Text& text, Spans& spans) {
  const std::string_view folded = text.folded;
  for (const std::string_view start : {"https://", "http://", "www."}) {
    for (std::size_t at = folded.find(start); at != std::string_view::npos;
         at = folded.find(start, at + start.size())) {
      std::size_t end = at;
      while (end < folded.size() && folded[end] != ' ' && folded[end] != '\n') ++end;
      while (end > at && std::string_view(".,;!?)\"'").find(folded[end - 1]) != std::string_view::npos) --end;
      if (end > at + start.size() + 2) spans.add({Kind::link, {}, at, end});
    }
  }
}

}  // namespace

std::vector<Found> scan(const Text& text, Language language, const std::vector<std::string>& known_names) {
  Spans spans;
  find_emails(text, spans);
  find_links(text, spans);
  find_numbers(text, spans);
  find_names(text, language, spans);
  find_known(text, known_names, spans);
  return spans.sorted();
}

}  // namespace baton::brief
