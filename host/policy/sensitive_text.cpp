// SPDX-License-Identifier: MIT
#include "host/policy/sensitive_text.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "host/policy/check_digits.h"

namespace baton::policy {
namespace {

constexpr std::size_t kMatchesMax = 256;   // of one rule in one text
constexpr std::size_t kContextBytes = 48;  // how far before a number its name is looked for

std::unique_ptr<RE2> compiled(const std::string& pattern) {
  if (pattern.empty()) return nullptr;
  RE2::Options options;
  options.set_log_errors(false);
  auto re = std::make_unique<RE2>(pattern, options);
  if (!re->ok()) throw std::logic_error("sensitive text: " + re->error() + " in " + pattern);
  return re;
}

bool found_in(const std::unique_ptr<RE2>& re, std::string_view text) {
  return re != nullptr && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *re);
}

bool word_byte(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Letters in upper case and digits; what people put between them is left out.
std::string bare(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (word_byte(c)) result.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return result;
}

// A piece of a longer number or word is none.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  const auto glued = [&](std::size_t edge, std::size_t further, bool before) {
    const char c = text[edge];
    if (word_byte(c)) return true;
    const bool joint = c == '-' || c == '.';
    return joint && (before ? edge > 0 : further < text.size()) && text[further] >= '0' && text[further] <= '9';
  };
  if (begin > 0 && (glued(begin - 1, begin >= 2 ? begin - 2 : begin, true) || text[begin - 1] == '+')) return false;
  return end >= text.size() || !glued(end, end + 1, false);
}

struct NationalId {
  const char* kind;
  const char* label;
  const char* pattern;
  bool (*good)(std::string_view);
  const char* context;  // "": the check digits are enough
  const char* grouped;  // written like this it needs no context
};

constexpr std::array<NationalId, 7> kNationalIds{{
    {"us_ssn", "SSN", R"(\d{3}[- ]?\d{2}[- ]?\d{4})", us_ssn, R"((?i)\b(ssn|social security|soc sec|social)\b)",
     R"(^\d{3}-\d{2}-\d{4}$|^\d{3} \d{2} \d{4}$)"},
    {"uk_nino", "NINO", R"((?i)[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d])", uk_nino, "", ""},
    {"es_dni", "DNI", R"((?i)(?:\d{8}|[xyz][- ]?\d{7})[- ]?[a-z])", es_dni, "", ""},
    {"de_tax_id", "Steuer-ID", R"(\d{2} ?\d{3} ?\d{3} ?\d{3})", de_tax_id,
     R"((?i)(steuer|tax ?id|tin\b|idnr|identifikationsnummer))", R"(^\d{2} \d{3} \d{3} \d{3}$)"},
    {"fr_nir", "NIR", R"((?i)[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[ab]) ?\d{3} ?\d{3} ?\d{2})", fr_nir, "", ""},
    {"br_cpf", "CPF", R"(\d{3}[. ]?\d{3}[. ]?\d{3}[- ]?\d{2})", br_cpf, R"((?i)\bcpf\b)",
     R"(^\d{3}\.\d{3}\.\d{3}-\d{2}$)"},
    {"in_aadhaar", "Aadhaar", R"(\d{4}[- ]?\d{4}[- ]?\d{4})", in_aadhaar, R"((?i)(aadh?aa?r|uidai|\buid\b|आधार))",
     R"(^\d{4}[- ]\d{4}[- ]\d{4}$)"},
}};

// A word that is no word of a language: a digit or a sign in it, or small and capital letters mixed.
bool looks_secret(std::string_view value) {
  bool digit = false;
  bool sign = false;
  bool small = false;
  bool later_capital = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    digit = digit || (c >= '0' && c <= '9');
    small = small || (c >= 'a' && c <= 'z');
    later_capital = later_capital || (i > 0 && c >= 'A' && c <= 'Z');
    sign = sign || std::string_view("!@#$%^&*_+=~").find(c) != std::string_view::npos;
  }
  return digit || sign || (small && later_capital);
}

constexpr const char* kPassword =
    R"((?i)(?:\bpass ?words?|\bpasswort|\bkennwort|contrase(?:n|ñ)a|\bclave|\bsenha|mot de passe|\bpasscode)"
    R"(|\bpassphrase|पासवर्ड)(?: (?:for|to|of|de|do|da|del|du|für)(?: \pL+){1,3})?)"
    R"( ?(?:is|was|ist|lautet|es|era|é|est|है|hai|[:=])+ ?["'“«]?([^\s"'”»]{4,64}))";
constexpr const char* kCodeWords =
    R"((?:\bpin(?: ?(?:code|number|nummer))?|\botp|one[- ]time (?:code|password|pin|passcode))"
    R"(|(?:verification|security|confirmation|login|log[- ]in|authentication|auth|access|activation|sms|2fa) codes?)"
    R"(|\bcvv2?|\bcvc2?|\btan\b|best(?:ä|ae)tigungscode|einmalcode|sicherheitscode)"
    R"(|c(?:ó|o)digo de (?:verificaci(?:ó|o)n|seguridad|confirmaci(?:ó|o)n|acceso))"
    R"(|c(?:ó|o)digo de (?:verifica(?:ç|c)(?:ã|a)o|seguran(?:ç|c)a|confirma(?:ç|c)(?:ã|a)o|acesso))"
    R"(|code de (?:v(?:é|e)rification|s(?:é|e)curit(?:é|e)|confirmation)|ओटीपी|सत्यापन कोड|पिन))";

}  // namespace

const std::vector<std::string>& national_id_kinds() {
  static const std::vector<std::string> kinds = [] {
    std::vector<std::string> names;
    for (const auto& known : kNationalIds) names.emplace_back(known.kind);
    return names;
  }();
  return kinds;
}

SensitiveText::SensitiveText(const SensitiveOptions& options) {
  for (const auto& kind : options.national_ids) add_national_id(kind);
  if (options.secrets) add_secrets();
  for (const auto& pattern : options.patterns)
    rules_.push_back({"sensitive", compiled(pattern), {}, nullptr, nullptr, false});
}

void SensitiveText::add_national_id(const std::string& kind) {
  const auto known =
      std::find_if(kNationalIds.begin(), kNationalIds.end(), [&](const auto& id) { return id.kind == kind; });
  if (known == kNationalIds.end()) throw std::logic_error("no national id " + kind);
  rules_.push_back({known->label, compiled(known->pattern), known->good, compiled(known->context),
                    compiled(known->grouped), true});
}

void SensitiveText::add_secrets() {
  const std::string words = kCodeWords;
  rules_.push_back({"password", compiled(kPassword), looks_secret, nullptr, nullptr, false});
  rules_.push_back({"code",
                    compiled("(?i)" + words + R"([^\d\n]{0,24}?\b(\d{3}[- ]?\d{3}|\d{3,8})\b)"),
                    {},
                    nullptr,
                    nullptr,
                    true});
  rules_.push_back(
      {"code",
       compiled(R"((?i)\b(\d{3}[- ]?\d{3}|\d{4,8}) (?:is|was|ist|es|é|est|है|hai) (?:\pL+ ){0,2})" + words),
       {},
       nullptr,
       nullptr,
       true});
}

void SensitiveText::find_with(const Rule& rule, std::string_view text, std::vector<core::TextSpan>& spans) const {
  const re2::StringPiece whole(text.data(), text.size());
  const bool of_organisation = rule.label == "sensitive";
  const bool in_context = !of_organisation && rule.re->NumberOfCapturingGroups() > 0;
  std::size_t from = 0;
  for (std::size_t n = 0; n < kMatchesMax && from < text.size(); ++n) {
    re2::StringPiece groups[2];
    if (!rule.re->Match(whole, from, text.size(), RE2::UNANCHORED, groups, in_context ? 2 : 1)) return;
    const auto& found = in_context ? groups[1] : groups[0];
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    const auto end = begin + found.size();
    from = std::max(static_cast<std::size_t>(groups[0].data() - text.data()) + 1, in_context ? end : begin + 1);
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0u) == 0x80u) ++from;
    if (found.empty()) continue;
    const std::string_view value = text.substr(begin, end - begin);
    if (!in_context && !of_organisation) {
      if (!stands_alone(text, begin, end) || !rule.good(bare(value))) continue;
      const auto before =
          text.substr(begin > kContextBytes ? begin - kContextBytes : 0, std::min(begin, kContextBytes));
      if (rule.context != nullptr && !found_in(rule.grouped, value) && !found_in(rule.context, before)) continue;
      from = end;
    } else if (rule.good && !rule.good(value)) {
      continue;
    }
    spans.push_back({static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end - begin), rule.label});
  }
}

std::vector<core::TextSpan> SensitiveText::find(std::string_view text) const {
  constexpr std::ptrdiff_t kFewestDigits = 3;
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::vector<core::TextSpan> spans;
  for (const auto& rule : rules_)
    if (!rule.needs_digits || digits >= kFewestDigits) find_with(rule, text, spans);
  return spans;
}

}  // namespace baton::policy
