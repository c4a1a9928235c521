// SPDX-License-Identifier: MIT
// Capitals tell names in Latin scripts, but not in German (every noun has one) and not in shouted messages.
#include "scan_names.h"

#include <algorithm>
#include <initializer_list>

namespace baton::brief {
namespace {

constexpr std::size_t kNameMaxWords = 6;

class NameWalk {
 public:
  NameWalk(const Text& text, Language language, Spans& spans) : text_(text), language_(language), spans_(spans) {
    const auto shouted = std::count_if(text.tokens.begin(), text.tokens.end(),
                                       [](const Token& token) { return token.has(kAllCapital); });
    shouting_ = text.tokens.size() > 3 && static_cast<std::size_t>(shouted) * 2 > text.tokens.size();
  }

  void run() {
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) introduction(i);
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) journey(i);
    if (shouting_) return;
    for (std::size_t i = 0; i < text_.tokens.size();) i += std::max<std::size_t>(1, capitals(i));
  }

 private:
  std::size_t size() const { return text_.tokens.size(); }
  std::string_view word(std::size_t i) const { return i < size() ? text_.word(i) : std::string_view(); }
  bool together(std::size_t i, std::size_t j) const {
    return j < size() && text_.tokens[i].sentence == text_.tokens[j].sentence && !text_.tokens[j].has(kAfterComma);
  }

  // Tokens after i that continue the phrase `words`; 0 when they do not.
  std::size_t phrase(std::size_t i, std::initializer_list<std::string_view> words) const {
    std::size_t n = 0;
    for (const std::string_view w : words) {
      if (word(i + n) != w) return 0;
      ++n;
    }
    return n;
  }

  bool plain(std::size_t i) const {  // a word that can be part of a name
    const std::string_view w = word(i);
    return i < size() && text_.tokens[i].has(kHasLetter) && !on(List::function, w) && !on(List::courtesy, w) &&
           !on(List::greeting, w) && !on(List::verb, w);
  }

  std::size_t name_words(std::size_t i, std::size_t words_max) const {
    std::size_t n = 0;
    while (n < words_max && plain(i + n) && (n == 0 || together(i + n - 1, i + n))) ++n;
    // After a capital only capitals go on: "Ana wants", "ana lópez".
    if (n > 1 && text_.tokens[i].has(kCapital)) {
      std::size_t capitals = 1;
      while (capitals < n && text_.tokens[i + capitals].has(kCapital)) ++capitals;
      n = capitals;
    }
    return n;
  }

  void take(Kind kind, std::string label, std::size_t first, std::size_t words) {
    if (words == 0) return;
    spans_.add({kind, std::move(label), text_.tokens[first].begin, text_.tokens[first + words - 1].end});
  }

  void introduction(std::size_t i) {
    std::size_t n = phrase(i, {"name", "is"});
    if (n == 0) n = phrase(i, {"name's"});
    if (n == 0) n = phrase(i, {"nombre", "es"});
    if (n == 0) n = phrase(i, {"me", "llamo"});
    if (n == 0) n = phrase(i, {"name", "ist"});
    if (n == 0) n = phrase(i, {"ich", "heiße"});
    if (n == 0) n = phrase(i, {"je", "m'appelle"});
    if (n == 0) n = phrase(i, {"nom", "est"});
    if (n == 0) n = phrase(i, {"nome", "é"});
    if (n == 0) n = phrase(i, {"me", "chamo"});
    if (n == 0) n = phrase(i, {"call", "me"});
    if (n == 0) n = phrase(i, {"under", "the", "name"});
    if (n > 0) {
      if (word(i + n) == "of" || word(i + n) == "is") ++n;
      take(Kind::name, "name", i + n, name_words(i + n, 3));
      return;
    }
    n = phrase(i, {"this", "is"});
    if (n == 0) n = phrase(i, {"i", "am"});
    if (n == 0) n = phrase(i, {"i'm"});
    if (n == 0) n = phrase(i, {"soy"});
    const std::size_t first = i + n;
    const bool capital = n > 0 && first < size() && text_.tokens[first].has(kCapital) && !shouting_ &&
                         !on(List::weekday, word(first)) && !on(List::month, word(first));
    if (capital) take(Kind::name, "name", first, name_words(first, 3));
  }

  std::size_t place_words(std::size_t i) const {
    std::size_t n = 0;
    while (n < 4 && i + n < size() && (n == 0 || together(i + n - 1, i + n))) {
      const bool joins = n > 0 && on(List::conjunction, word(i + n)) && i + n + 1 < size() && text_.tokens[i + n + 1].has(kCapital);
      const bool part = plain(i + n) || is_ordinal(word(i + n));
      if (!joins && !part) break;
      ++n;
    }
    return n;
  }

  // "from A to B": the two ends of a journey, a transfer or a period.
  void journey(std::size_t i) {
    if (word(i) != "from" && word(i) != "von" && word(i) != "desde" && word(i) != "de") return;
    std::size_t a = i + 1;
    if (on(List::article, word(a))) ++a;
    const std::size_t a_words = place_words(a);
    if (a_words == 0 || a + a_words >= size()) return;
    std::size_t b = a + a_words;
    const std::string_view to = word(b);
    if (to != "to" && to != "nach" && to != "hasta" && to != "a" && to != "à" && to != "para") return;
    if (on(List::article, word(++b))) ++b;
    const std::size_t b_words = place_words(b);
    if (b_words == 0) return;
    take(Kind::place, std::string(word(i)), a, a_words);
    take(Kind::place, std::string(to), b, b_words);
  }

  bool name_part(std::size_t i) const {
    return i < size() && text_.tokens[i].has(kCapital) && word(i) != "i" && word(i).substr(0, 2) != "i'" &&
           !on(List::weekday, word(i)) && !on(List::month, word(i)) && !on(List::day_word, word(i)) &&
           !on(List::greeting, word(i)) && !on(List::courtesy, word(i)) && !on(List::meridiem, word(i));
  }

  // A run of capitals, joined by small words and numbers: "Broadway and Main", "5th Avenue", "Bank of Scotland".
  std::size_t capitals(std::size_t i) {
    std::size_t first = i;
    if (!name_part(i)) {
      const bool ordinal = i < size() && is_ordinal(word(i));
      std::size_t next = i + 1;
      if (ordinal && on(List::conjunction, word(next))) ++next;
      if (!ordinal || !name_part(next) || !together(i, next)) return 0;
      first = next;
    }
    std::size_t last = first;
    std::size_t parts = first == i ? 1 : 2;
    while (last + 1 < size() && together(last, last + 1) && last - i < kNameMaxWords) {
      const bool joint = on(List::of, word(last + 1)) || on(List::conjunction, word(last + 1)) || word(last + 1) == "the";
      const bool digits = text_.tokens[last + 1].has(kAllDigits);
      if (name_part(last + 1) || digits) {
        ++last;
      } else if (joint && name_part(last + 2) && together(last + 1, last + 2)) {
        last += 2;
      } else {
        break;
      }
      ++parts;
    }
    keep_capitals(i, last, parts);
    return last - i + 1;
  }

  void keep_capitals(std::size_t first, std::size_t last, std::size_t parts) {
    const bool starts = text_.tokens[first].has(kSentenceStart);
    // The first word of a sentence is written with a capital anyway.
    while (starts && first < last && (on(List::function, word(first)) || on(List::verb, word(first)) ||
                                      on(List::yes, word(first)) || on(List::no, word(first)) || on(List::lead_in, word(first)))) {
      ++first;
      --parts;
    }
    const bool still_starts = text_.tokens[first].has(kSentenceStart);
    if (parts == 1 && (still_starts || language_ == Language::de || on(List::function, word(first)))) return;
    if (parts == 1 && (on(List::verb, word(first)) || text_.word(first).size() < 2)) return;
    const std::size_t begin = text_.tokens[first].begin;
    std::size_t end = text_.tokens[last].end;
    const std::string_view tail = text_.slice(begin, end);
    if (tail.size() > 3 && (tail.substr(tail.size() - 2) == "'s")) end -= 2;
    spans_.add({Kind::thing, {}, begin, end});
  }

  const Text& text_;
  Language language_;
  Spans& spans_;
  bool shouting_ = false;
};

}  // namespace

void find_names(const Text& text, Language language, Spans& spans) { NameWalk(text, language, spans).run(); }

}  // namespace baton::brief
