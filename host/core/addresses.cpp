// SPDX-License-Identifier: MIT
#include "host/core/addresses.h"

namespace baton::core {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

// The same phone arrives and is answered in two spellings in three countries (WhatsApp ids): the canonical one is the
// spelling without the additional digit, for mobiles only.
std::string national(std::string digits) {
  const auto drop = [&](std::size_t at) { digits.erase(at, 1); };
  if (digits.starts_with("55") && digits.size() == 13 && digits[4] == '9') drop(4);         // BR: 55 + area + 9 + 8 digits
  else if (digits.starts_with("521") && digits.size() == 13) drop(2);                         // MX: 52 + 1 + 10 digits
  else if (digits.starts_with("549") && digits.size() == 13) drop(2);                         // AR: 54 + 9 + 10 digits
  return digits;
}

}  // namespace

std::string normalised(AddressKind kind, std::string_view address) {
  const auto text = trimmed(address);
  if (kind == AddressKind::phone) {
    std::string digits;
    for (const char c : text)
      if (c >= '0' && c <= '9') digits.push_back(c);
    if (digits.starts_with("00")) digits.erase(0, 2);
    return digits.empty() ? digits : national(std::move(digits));
  }
  if (kind == AddressKind::email) return lower(text);
  return std::string(text);
}

}  // namespace baton::core
