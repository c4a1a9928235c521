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
  NameWalk(const Text& text, Language language, Spans& spans)
      : text_(text), language_(language), spans_(spans) {
    const auto shouted = std::count_if(text.tokens.begin(), text.tokens.end(),
                                       [](const Token& token) { return token.has(kAllCapital); });
    shouting_ = text.tokens.size() > 3 && static_cast<std::size_t>(shouted) * 2 > text.tokens.size();
  }

  void run() {
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) introduction(i);
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) journey(i);
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) possession(i);
    if (shouting_) return;
    for (std::size_t i = 0; i < text_.tokens.size();) i += std::max<std::size_t>(1, capitals(i));
  }

 private:
  std::size_t size() const { return text_.tokens.size(); }
  std::string_view word(std::size_t i) const { return i < size() ? text_.word(i) : std::string_view(); }
  bool is(List list, std::size_t i) const { return i < size() && text_.tokens[i].on(list); }
  bool together(std::size_t i, std::size_t j) const {
    return j < size() && text_.tokens[i].sentence == text_.tokens[j].sentence &&
           !text_.tokens[j].has(kAfterComma);
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

  // "Los Angeles", "The Crown": a small word with a capital before another capital, where a sentence does not
  // explain it.
  bool small_word_of_name(std::size_t i) const {
    return i + 1 < size() && text_.tokens[i].has(kCapital) && text_.tokens[i + 1].has(kCapital) &&
           together(i, i + 1) && !is(List::function, i + 1) && is_article_of_name(word(i));
  }

  static bool is_article_of_name(std::string_view w) {
    return w == "the" || w == "el" || w == "la" || w == "los" || w == "las" || w == "le" || w == "les";
  }

  bool plain(std::size_t i) const {  // a word that can be part of a name
    if (small_word_of_name(i)) return true;
    return i < size() && text_.tokens[i].has(kHasLetter) && !is(List::function, i) &&
           !is(List::courtesy, i) && !is(List::greeting, i) && !is(List::verb, i);
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
    constexpr std::string_view kFirstLetters = "nmijctus";  // of the phrases below
    if (kFirstLetters.find(word(i).front()) == std::string_view::npos) return;
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
    if (n == 0) n = phrase(i, {"call", "me"});
    const std::size_t first = i + n;
    const bool capital = n > 0 && first < size() && text_.tokens[first].has(kCapital) && !shouting_ &&
                         !is(List::weekday, first) && !is(List::month, first);
    if (capital) take(Kind::name, "name", first, name_words(first, 3));
  }

  std::size_t place_words(std::size_t i) const {
    std::size_t n = 0;
    while (n < 4 && i + n < size() && (n == 0 || together(i + n - 1, i + n))) {
      const bool joins = n > 0 && is(List::conjunction, i + n) && joined(i + n + 1);
      const bool part = plain(i + n) || is_ordinal(word(i + n));
      if (!joins && !part) break;
      ++n;
    }
    return n;
  }

  // "Broadway and Main", "broadway and main at noon", but not "home and need help".
  bool joined(std::size_t i) const {
    if (i >= size() || !plain(i) || !together(i - 1, i)) return false;
    return text_.tokens[i].has(kCapital) || !together(i, i + 1) || !plain(i + 1);
  }

  // "from A to B", "between A and B": the two ends of a journey, a transfer or a period.
  void journey(std::size_t i) {
    if (word(i) == "between" || word(i) == "zwischen" || word(i) == "entre") return between(i);
    if (word(i) != "from" && word(i) != "von" && word(i) != "desde" && word(i) != "de") return;
    std::size_t a = i + 1;
    if (is(List::article, a) && !small_word_of_name(a)) ++a;
    const std::size_t a_words = place_words(a);
    if (a_words == 0 || a + a_words >= size()) return;
    std::size_t b = a + a_words;
    const std::string_view to = word(b);
    if (to != "to" && to != "nach" && to != "hasta" && to != "a" && to != "à" && to != "para") return;
    if (is(List::article, ++b) && !small_word_of_name(b)) ++b;
    const std::size_t b_words = place_words(b);
    if (b_words == 0) return;
    take(Kind::place, std::string(word(i)), a, a_words);
    take(Kind::place, std::string(to), b, b_words);
  }

  void between(std::size_t i) {
    std::size_t a = i + 1;
    if (is(List::article, a)) ++a;
    std::size_t b = a;
    while (b < size() && b < a + 4 && plain(b) && together(b - 1, b)) ++b;
    if (b == a || !is(List::conjunction, b)) return;
    const std::size_t a_words = b - a;
    if (is(List::article, ++b)) ++b;
    const std::size_t b_words = place_words(b);
    if (b_words == 0) return;
    take(Kind::place, "between", a, a_words);
    take(Kind::place, "between", b, b_words);
  }

  // "my room is 450", "our supplier is Acme": the customer labels the value themselves.
  void possession(std::size_t i) {
    const std::string_view w = word(i);
    if (w.front() != 'm' && w.front() != 'o') return;
    if (w != "my" && w != "our" && w != "mi" && w != "mein" && w != "meine" && w != "mon" && w != "ma" &&
        w != "meu" && w != "minha")
      return;
    std::size_t at = i + 1;
    while (at < size() && at <= i + 4 && together(at - 1, at) && (plain(at) || is(List::of, at))) ++at;
    const std::string_view link = word(at);
    if (at == i + 1 || !together(at - 1, at)) return;
    if (link != "is" && link != "are" && link != "was" && link != "es" && link != "ist" && link != "lautet" &&
        link != "est" && link != "é")
      return;
    std::size_t last = at + 1;
    while (last < size() && last <= at + 5 && together(last - 1, last)) ++last;
    // A value, not a sentence: it ends here and does not begin with small words ("my order is on its way").
    const bool ends = last >= size() || text_.tokens[last].sentence != text_.tokens[at].sentence ||
                      text_.tokens[last].has(kAfterComma);
    if (last == at + 1 || !ends || is(List::function, at + 1)) return;
    std::string label;
    for (std::size_t k = i + 1; k < at; ++k) label.append(label.empty() ? "" : " ").append(word(k));
    take(Kind::answer, std::move(label), at + 1, last - at - 1);
  }

  static bool shorthand(std::string_view w) {
    return w == "asap" || w == "rsvp" || w == "fyi" || w == "btw" || w == "faq" || w == "ps" || w == "lol" ||
           w == "omg" || w == "tbh" || w == "imo" || w == "eta" || w == "diy" || w == "n/a" || w == "pin" ||
           w == "id";
  }

  bool name_part(std::size_t i) const {
    return i < size() && text_.tokens[i].has(kCapital) && word(i) != "i" && !shorthand(word(i)) &&
           word(i).substr(0, 2) != "i'" && !is(List::weekday, i) && !is(List::month, i) &&
           !is(List::day_word, i) && !is(List::greeting, i) && !is(List::courtesy, i) &&
           !is(List::meridiem, i);
  }

  // A run of capitals, joined by small words and numbers: "Broadway and Main", "5th Avenue", "Bank of
  // Scotland".
  std::size_t capitals(std::size_t i) {
    std::size_t first = i;
    if (!name_part(i)) {
      const bool ordinal = i < size() && is_ordinal(word(i));
      std::size_t next = i + 1;
      if (ordinal && is(List::conjunction, next)) ++next;
      if (!ordinal || !name_part(next) || !together(i, next)) return 0;
      first = next;
    }
    std::size_t last = first;
    std::size_t parts = first == i ? 1 : 2;
    while (last + 1 < size() && together(last, last + 1) && last - i < kNameMaxWords) {
      const bool joint = is(List::of, last + 1) || is(List::conjunction, last + 1) || word(last + 1) == "the";
      const bool digits = text_.tokens[last + 1].has(kHasDigit);
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

  bool explained_by_sentence(std::size_t i) const {
    return is(List::function, i) || is(List::verb, i) || is(List::yes, i) || is(List::no, i) ||
           is(List::lead_in, i);
  }

  void keep_capitals(std::size_t first, std::size_t last, std::size_t parts) {
    const bool starts = text_.tokens[first].has(kSentenceStart);
    // The first word of a sentence is written with a capital anyway.
    if (starts && first < last && !small_word_of_name(first) && explained_by_sentence(first)) {
      ++first;
      --parts;
    }
    const bool still_starts = text_.tokens[first].has(kSentenceStart);
    if (parts == 1 && (still_starts || language_ == Language::de || is(List::function, first))) return;
    if (parts == 1 && (is(List::verb, first) || text_.word(first).size() < 2)) return;
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

void find_known(const Text& text, const std::vector<std::string>& folded_names, Spans& spans) {
  const auto begins_word = [&](std::size_t at) {
    return std::any_of(text.tokens.begin(), text.tokens.end(),
                       [&](const Token& token) { return token.begin == at; });
  };
  const auto ends_word = [&](std::size_t at) {
    return std::any_of(text.tokens.begin(), text.tokens.end(),
                       [&](const Token& token) { return token.end == at; });
  };
  for (const std::string& name : folded_names) {
    const std::size_t at = text.folded.find(name);
    if (at == std::string::npos || !begins_word(at) || !ends_word(at + name.size())) continue;
    spans.add({Kind::thing, {}, at, at + name.size()});
  }
}

}  // namespace baton::brief
