// SPDX-License-Identifier: MIT
#include "host/core/yes_no.h"

#include <algorithm>
#include <array>
#include <string>

namespace baton::core {
namespace {

constexpr auto kYes = std::to_array<std::string_view>({
    "yes", "y", "yes please", "yep", "yeah", "i agree", "i accept", "approved", "s\u00ed", "si", "s\u00ed, por favor",
    "acepto", "sim", "sim, por favor", "aceito", "ja", "ja bitte", "ja, bitte", "einverstanden", "oui", "d'accord",
        "oui, merci", "\u0939\u093e\u0901",
    "\u0939\u093e\u0902"});
constexpr auto kNo = std::to_array<std::string_view>({
    "no", "n", "no thanks", "no, thanks", "nope", "i do not agree", "no, gracias", "no gracias", "n\u00e3o", "nao",
        "n\u00e3o, obrigado",
    "nein", "nein danke", "nein, danke", "non", "\u0928\u0939\u0940\u0902"});

std::string plain(std::string_view text) {
  const auto dropped = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '.' || c == '!'; };
  while (!text.empty() && dropped(text.front())) text.remove_prefix(1);
  while (!text.empty() && dropped(text.back())) text.remove_suffix(1);
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

}  // namespace

std::optional<bool> yes_or_no(std::string_view text) {
  const auto said = plain(text);
  if (std::find(kYes.begin(), kYes.end(), said) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), said) != kNo.end()) return false;
  return std::nullopt;
}

}  // namespace baton::core
