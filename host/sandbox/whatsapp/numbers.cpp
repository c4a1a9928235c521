// SPDX-License-Identifier: MIT
// Three countries write numbers differently on either side of a send; the rules stand here alone.
#include "host/sandbox/whatsapp/numbers.h"

#include <array>
#include <random>

#include "host/sandbox/json_http.h"

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::size_t kLeastDigits = 7;
constexpr std::size_t kMostDigits = 15;

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// A number with these lengths and country codes is taken as complete when it comes without '+'.
std::string_view country_code(std::string_view digits) {
  static constexpr std::array<std::string_view, 20> kTwoDigits = {"27", "31", "33", "34", "39", "40", "41",
                                                                  "43", "44", "45", "46", "47", "48", "49",
                                                                  "52", "54", "55", "61", "90", "91"};
  if (starts(digits, "1")) return digits.substr(0, 1);
  for (const std::string_view code : kTwoDigits) {
    if (starts(digits, code)) return digits.substr(0, 2);
  }
  return digits.substr(0, 3);
}

}  // namespace

std::optional<std::string> digits_of(std::string_view to, std::string_view business_number) {
  std::string digits;
  const bool plus = !to.empty() && to.front() == '+';
  for (const char c : plus ? to.substr(1) : to) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ' ' && c != '-' && c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  const std::string_view own_code = country_code(business_number);
  // The documented rule; a number that starts with the business's own code already is left alone.
  if (!plus && !starts(digits, own_code)) digits.insert(0, own_code);
  if (digits.size() < kLeastDigits || digits.size() > kMostDigits) return std::nullopt;
  return digits;
}

std::string wa_id_of(std::string_view digits) {
  std::string out(digits);
  // Brazil: accounts of area codes from 31 on are known without the ninth digit.
  if (starts(out, "55") && out.size() == 13 && out[4] == '9' && out.substr(2, 2) >= "31") out.erase(4, 1);
  if (starts(out, "52") && out.size() == 12) out.insert(2, "1");
  if (starts(out, "54") && out.size() == 12) out.insert(2, "9");
  return out;
}

std::string canonical(std::string_view digits) {
  std::string out(digits);
  if (starts(out, "55") && out.size() == 12 && out[4] >= '6') out.insert(4, "9");
  if (starts(out, "521") && out.size() == 13) out.erase(2, 1);
  if (starts(out, "549") && out.size() == 13) out.erase(2, 1);
  return out;
}

Ids::Ids() {
  std::random_device random;
  std::uint64_t value = (std::uint64_t{random()} << 32) | random();
  base_ = 1000000000000000 + value % 1000000000000000;
  for (int i = 0; i < 8; ++i, value >>= 8) seed_ += static_cast<char>(value & 0xff);
}

std::string Ids::wamid() {
  return "wamid.HBgL" + base64(seed_ + "|" + std::to_string(next_++) + "|baton-sandbox");
}

std::string Ids::number() { return std::to_string(base_ + next_++); }

std::string Ids::call() { return "wacid." + base64(seed_ + std::to_string(next_++)); }

std::string Ids::trace() { return "A" + hex(seed_.substr(0, 4)) + std::to_string(next_++); }

std::string user_id_of(std::string_view wa_id) { return "US.1349" + std::string(wa_id); }

}  // namespace baton::sandbox::whatsapp
