// SPDX-License-Identifier: MIT
#include "host/core/masking.h"

#include <algorithm>
#include <array>
#include <optional>

namespace baton::core {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// An own id wins where it is the whole number; a pattern without edges that hits a few digits of a card must not
// uncover the card.
bool is_own(const std::vector<TextSpan>& own, const Span& span) {
  return std::any_of(own.begin(), own.end(), [&](const TextSpan& id) {
    const auto begin = static_cast<std::size_t>(id.begin);
    return begin <= span.begin && span.end <= begin + static_cast<std::size_t>(id.length);
  });
}

bool luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto d = digits.rbegin(); d != digits.rend(); ++d) {
    int value = *d - '0';
    if (twice) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
    twice = !twice;
  }
  return sum % 10 == 0;
}

int number(std::string_view digits, std::size_t count) {
  int value = 0;
  for (std::size_t i = 0; i < count && i < digits.size(); ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

// Issuer prefixes and lengths of ISO/IEC 7812 as the schemes publish them.
bool card_number(std::string_view digits) {
  const auto length = digits.size();
  const int two = number(digits, 2);
  const int three = number(digits, 3);
  const int four = number(digits, 4);
  const int six = number(digits, 6);
  const bool visa = digits[0] == '4' && (length == 13 || length == 16 || length == 19);
  const bool mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
  const bool amex = length == 15 && (two == 34 || two == 37);
  const bool discover = length >= 16 && (four == 6011 || two == 65 || (three >= 644 && three <= 649) || (six >= 622126 && six <= 622925));
  const bool diners = length == 14 && (two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305));
  const bool jcb = length >= 16 && four >= 3528 && four <= 3589;
  const bool unionpay = length >= 16 && two == 62;
  const bool maestro = length >= 12 && (two == 50 || (two >= 56 && two <= 58) || four == 6304 || four == 6759 || (four >= 6761 && four <= 6763));
  const bool rupay = length == 16 && (two == 60 || two == 81 || two == 82 || three == 508 || three == 353 || three == 356);
  return (visa || mastercard || amex || discover || diners || jcb || unionpay || maestro || rupay) && luhn(digits);
}

// Digits with a little between them, as people and phones write numbers.
struct Run {
  std::string digits;
  std::vector<std::size_t> at;  // byte of each digit
};

// Bytes of the separator at `at`; 0 = none. Phones put no-break spaces and typographic hyphens in by themselves.
std::size_t separator_at(std::string_view text, std::size_t at) {
  constexpr auto kSeparators = std::to_array<std::string_view>(
      {" ", "-", ".", "\u00a0", "\u2007", "\u2009", "\u202f", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"});
  for (const auto separator : kSeparators)
    if (text.substr(at, separator.size()) == separator) return separator.size();
  return 0;
}

Run digits_from(std::string_view text, std::size_t begin) {
  Run run;
  std::size_t i = begin;
  while (i < text.size()) {
    if (digit(text[i])) {
      run.digits.push_back(text[i]);
      run.at.push_back(i++);
      continue;
    }
    constexpr int kBetweenMax = 3;  // " - "
    auto next = i;
    for (int n = 0; n < kBetweenMax; ++n) next += separator_at(text, next);
    if (next == i || next >= text.size() || !digit(text[next])) break;
    i = next;
  }
  return run;
}

// The longest card the run begins with. It ends where a group of digits ends: the beginning of a longer number is none.
std::optional<Span> card_in(const Run& run, std::string_view text) {
  constexpr std::size_t kLongest = 19;
  constexpr std::size_t kShortest = 12;
  for (auto length = std::min(run.digits.size(), kLongest); length >= kShortest; --length) {
    const auto end = run.at[length - 1] + 1;
    if (end < text.size() && digit(text[end])) continue;
    if (card_number(std::string_view(run.digits).substr(0, length))) return Span{run.at[0], end};
  }
  return std::nullopt;
}

// "+49 1512 3456789": a number in international form is a phone's, up to the length a phone number can have (E.164).
bool phone_number(const Run& run, std::string_view text) {
  constexpr std::size_t kLongestPhone = 15;
  return run.at[0] > 0 && text[run.at[0] - 1] == '+' && run.digits.size() <= kLongestPhone;
}

struct Country {
  std::string_view code;
  std::size_t length;
};
// IBAN lengths from the SWIFT IBAN registry.
constexpr auto kCountries = std::to_array<Country>({
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BR", 29},
    {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29},
    {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28},
    {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20},
    {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NL", 18}, {"NO", 15}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29},
    {"RO", 24}, {"RS", 22}, {"SA", 24}, {"SC", 31}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SV", 28}, {"TN", 24},
    {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}});

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

bool mod97(std::string_view iban) {
  int rest = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    rest = digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest == 1;
}

std::optional<Span> iban_at(std::string_view text, std::size_t begin) {
  if (begin + 4 > text.size() || !letter(text[begin]) || !letter(text[begin + 1]) || !digit(text[begin + 2])) return std::nullopt;
  const char code[2] = {upper(text[begin]), upper(text[begin + 1])};
  const auto country = std::find_if(kCountries.begin(), kCountries.end(),
                                    [&](const Country& c) { return c.code == std::string_view(code, 2); });
  if (country == kCountries.end()) return std::nullopt;
  std::string iban;
  std::size_t i = begin;
  for (; i < text.size() && iban.size() < country->length; ++i) {
    if (digit(text[i]) || letter(text[i])) {
      iban.push_back(upper(text[i]));
    } else if (const auto separator = separator_at(text, i); separator > 0 && text[i] != '.') {
      i += separator - 1;
    } else {
      break;
    }
  }
  if (iban.size() != country->length || !mod97(iban)) return std::nullopt;
  return Span{begin, i};
}

bool word_begins(std::string_view text, std::size_t at) { return at == 0 || (!digit(text[at - 1]) && !letter(text[at - 1])); }

std::optional<Span> sensitive_at(std::string_view text, std::size_t at, std::string& replacement) {
  if (const auto iban = word_begins(text, at) ? iban_at(text, at) : std::nullopt) {
    replacement = "[IBAN]";
    return iban;
  }
  // A card may be glued to a word before it ("visa4111...") but not to a digit: that would be a longer number.
  if (!digit(text[at]) || (at > 0 && digit(text[at - 1]))) return std::nullopt;
  const auto run = digits_from(text, at);
  if (phone_number(run, text)) return std::nullopt;
  const auto card = card_in(run, text);
  if (!card) return std::nullopt;
  const auto last = static_cast<std::size_t>(std::find(run.at.begin(), run.at.end(), card->end - 1) - run.at.begin());
  replacement = "[card ending " + run.digits.substr(last - 3, 4) + "]";
  return card;
}

}  // namespace

namespace {

// The longest of the given spans that begins here.
const TextSpan* longest_at(const std::vector<TextSpan>& spans, std::size_t at) {
  const TextSpan* best = nullptr;
  for (const auto& span : spans)
    if (static_cast<std::size_t>(span.begin) == at && (best == nullptr || span.length > best->length)) best = &span;
  return best;
}

}  // namespace

const std::vector<std::string>& data_classes() {
  static const std::vector<std::string> classes{"card",          "iban",       "national_id", "password",
                                                "one_time_code", "configured", "document"};
  return classes;
}

namespace {

// By the kind that stands in its place.
std::string class_of(std::string_view replacement) {
  if (replacement.starts_with("[card ")) return "card";
  if (replacement == "[IBAN]") return "iban";
  if (replacement == "[password]") return "password";
  if (replacement == "[code]") return "one_time_code";
  return replacement == "[sensitive]" ? "configured" : "national_id";
}

void add_class(std::vector<std::string>& classes, std::string name) {
  if (std::find(classes.begin(), classes.end(), name) == classes.end()) classes.push_back(std::move(name));
}

}  // namespace

Masked mask(std::string_view text, const std::vector<TextSpan>& own, const std::vector<TextSpan>& sensitive) {
  Masked result;
  std::size_t i = 0;
  std::string replacement;
  while (i < text.size()) {
    const bool candidate = digit(text[i]) || letter(text[i]);
    auto span = candidate ? sensitive_at(text, i, replacement) : std::nullopt;
    const auto* given = sensitive.empty() ? nullptr : longest_at(sensitive, i);
    if (given != nullptr && (!span || i + static_cast<std::size_t>(given->length) > span->end)) {
      span = Span{i, i + static_cast<std::size_t>(given->length)};
      replacement = "[" + given->pattern + "]";
    }
    if (span && !is_own(own, *span)) {
      result.text += replacement;
      ++result.found;
      add_class(result.classes, class_of(replacement));
      i = span->end;
      continue;
    }
    result.text.push_back(text[i++]);
  }
  return result;
}

Masked mask(std::string_view text, const TextMatcher* matcher) {
  if (matcher == nullptr) return mask(text);
  return mask(text, matcher->own_ids(text), matcher->sensitive(text));
}

}  // namespace baton::core
