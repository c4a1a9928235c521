// SPDX-License-Identifier: MIT
#include "language.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "text.h"

namespace baton::brief_llm {
namespace {

constexpr std::size_t kLettersLeast = 20;  // fewer say nothing about a script
constexpr int kSmallWordsLeast = 4;

enum class Script { latin, greek, cyrillic, hebrew, arabic, devanagari, thai, east_asian, other };

Script script_of(char32_t c) {
  if (c < 0x0250 || (c >= 0x1E00 && c <= 0x1EFF)) return Script::latin;
  if (c >= 0x0370 && c <= 0x03FF) return Script::greek;
  if (c >= 0x0400 && c <= 0x052F) return Script::cyrillic;
  if (c >= 0x0590 && c <= 0x05FF) return Script::hebrew;
  if (c >= 0x0600 && c <= 0x077F) return Script::arabic;
  if (c >= 0x0900 && c <= 0x097F) return Script::devanagari;
  if (c >= 0x0E00 && c <= 0x0E7F) return Script::thai;
  if ((c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF)) return Script::east_asian;
  return Script::other;
}

struct Written {
  std::string_view language;
  Script script;
};
constexpr Written kWritten[] = {
    {"en", Script::latin},      {"es", Script::latin},     {"de", Script::latin},
    {"fr", Script::latin},      {"pt", Script::latin},     {"it", Script::latin},
    {"nl", Script::latin},      {"pl", Script::latin},     {"cs", Script::latin},
    {"sk", Script::latin},      {"sv", Script::latin},     {"da", Script::latin},
    {"nb", Script::latin},      {"no", Script::latin},     {"fi", Script::latin},
    {"tr", Script::latin},      {"ro", Script::latin},     {"hu", Script::latin},
    {"hr", Script::latin},      {"id", Script::latin},     {"vi", Script::latin},
    {"el", Script::greek},      {"ru", Script::cyrillic},  {"uk", Script::cyrillic},
    {"bg", Script::cyrillic},   {"he", Script::hebrew},    {"ar", Script::arabic},
    {"fa", Script::arabic},     {"ur", Script::arabic},    {"hi", Script::devanagari},
    {"mr", Script::devanagari}, {"th", Script::thai},      {"zh", Script::east_asian},
    {"ja", Script::east_asian}, {"ko", Script::east_asian}};

// Words that stand in nearly every text of one of these languages, in our own choice. Where two share one,
// the judgement is only milder.
struct SmallWords {
  std::string_view language;
  std::array<std::string_view, 16> words;
};
constexpr SmallWords kSmallWords[] = {{"en",
                                       {"the", "and", "of", "with", "whether", "has", "been", "their", "they",
                                        "this", "from", "for", "not", "is", "was", "to"}},
                                      {"es",
                                       {"el", "los", "las", "y", "con", "para", "pero", "ha", "del", "una",
                                        "su", "está", "sobre", "si", "por", "cuando"}},
                                      {"de",
                                       {"der", "und", "ist", "nicht", "mit", "dem", "den", "das", "ein",
                                        "eine", "auf", "für", "wurde", "von", "zu", "ob"}},
                                      {"fr",
                                       {"le", "les", "et", "est", "pas", "avec", "pour", "du", "dans", "une",
                                        "sur", "qui", "au", "été", "sa", "chez"}},
                                      {"pt",
                                       {"o", "os", "não", "com", "uma", "foi", "do", "da", "ao", "pelo",
                                        "está", "são", "mas", "seu", "na", "em"}},
                                      {"it",
                                       {"il", "gli", "è", "non", "con", "per", "della", "del", "che", "una",
                                        "stato", "nel", "di", "sono", "al", "ha"}},
                                      {"nl",
                                       {"het", "een", "niet", "met", "van", "voor", "en", "zijn", "wordt",
                                        "naar", "aan", "bij", "op", "heeft", "dat", "maar"}}};

std::string primary(std::string_view tag) { return fold(tag.substr(0, tag.find_first_of("-_"))); }

std::string own_words(std::string_view text) {
  const std::string folded = fold(text);
  std::string own;
  bool quoted = false;
  for (const char c : folded) {
    if (c == '"')
      quoted = !quoted;
    else if (!quoted)
      own.push_back(c);
  }
  return quoted ? folded : own;  // an odd mark is an inch
}

bool in_script(Script wanted, std::string_view own) {
  std::size_t letters = 0;
  std::size_t fitting = 0;
  for (std::size_t at = 0; at < own.size();) {
    const char32_t c = next_code_point(own, at);
    if (!is_letter(c)) continue;
    ++letters;
    fitting += script_of(c) == wanted ? 1 : 0;
  }
  return letters < kLettersLeast || fitting * 2 >= letters;
}

int count(const SmallWords& of, const std::vector<std::string>& words) {
  return static_cast<int>(std::count_if(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(of.words.begin(), of.words.end(), word) != of.words.end();
  }));
}

bool in_small_words(std::string_view language, std::string_view own) {
  const auto words = words_of(own);
  int wanted = -1;
  int other = 0;
  for (const SmallWords& one : kSmallWords) {
    const int found = count(one, words);
    if (one.language == language)
      wanted = found;
    else
      other = std::max(other, found);
  }
  return wanted < 0 || other < kSmallWordsLeast || other <= wanted * 2;
}

}  // namespace

bool same_language(std::string_view tag, std::string_view other) { return primary(tag) == primary(other); }

bool may_be_in(std::string_view tag, std::string_view text) {
  const std::string language = primary(tag);
  const std::string own = own_words(text);
  const auto* known = std::find_if(std::begin(kWritten), std::end(kWritten),
                                   [&](const Written& one) { return one.language == language; });
  if (known != std::end(kWritten) && !in_script(known->script, own)) return false;
  return in_small_words(language, own);
}

}  // namespace baton::brief_llm
