// SPDX-License-Identifier: MIT
// One walk over the words; at each the kinds are tried from the most to the least telling.
#include "scan_numbers.h"

#include <algorithm>

namespace baton::brief {
namespace {

std::size_t count_digits(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool only_of(std::string_view word, std::string_view allowed) {
  return word.find_first_not_of(allowed) == std::string_view::npos;
}

// A walk over one message; each `try_` answers how many words it took, 0 when it is not that.
class Walk {
 public:
  Walk(const Text& text, Spans& spans) : text_(text), spans_(spans) {}

  void run() {
    for (std::size_t i = 0; i < text_.tokens.size();) {
      if (rest_of_mask(i)) {
        ++i;
        continue;
      }
      std::size_t taken = try_money(i);
      if (taken == 0) taken = try_phone(i);
      if (taken == 0) taken = try_time(i);
      if (taken == 0) taken = try_date(i);
      if (taken == 0) taken = try_identifier(i);
      if (taken == 0) taken = try_quantity(i);
      if (taken == 0) taken = try_bare_number(i);
      i += std::max<std::size_t>(1, taken);
    }
  }

 private:
  std::size_t size() const { return text_.tokens.size(); }
  std::string_view word(std::size_t i) const { return i < size() ? text_.word(i) : std::string_view(); }
  bool same_sentence(std::size_t i, std::size_t j) const {
    return j < size() && text_.tokens[i].sentence == text_.tokens[j].sentence;
  }
  bool is(List list, std::size_t i) const { return i < size() && text_.tokens[i].on(list); }
  bool numeric(std::size_t i) const {
    return i < size() && text_.tokens[i].has(kHasDigit) && only_of(word(i), "0123456789.,");
  }

  // "**** 1111": the digits that a mask left are no number of their own.
  bool rest_of_mask(std::size_t i) const {
    return word(i).find('*') != std::string_view::npos ||
           (i > 0 && word(i - 1).find('*') != std::string_view::npos);
  }

  std::size_t take(Kind kind, std::size_t first, std::size_t last, std::string label = {}) {
    spans_.add({kind, std::move(label), text_.tokens[first].begin, text_.tokens[last].end});
    return last - first + 1;
  }

  std::size_t try_money(std::size_t i) {
    if (!text_.tokens[i].has(kHasDigit)) return 0;
    const std::size_t begin = text_.tokens[i].begin;
    const std::string_view before = std::string_view(text_.raw).substr(0, begin);
    for (const std::string_view sign : {"$", "€ ", "€", "£", "¥", "R$ ", "$ ", "£ "}) {
      if (before.size() >= sign.size() && before.substr(before.size() - sign.size()) == sign && numeric(i)) {
        spans_.add({Kind::money, {}, begin - sign.size(), text_.tokens[i].end});
        return 1;
      }
    }
    if (!numeric(i)) return 0;
    const std::string_view after = std::string_view(text_.raw).substr(text_.tokens[i].end);
    for (const std::string_view sign : {"€", " €", "£", "$", " $"}) {
      if (after.substr(0, sign.size()) == sign) {
        spans_.add({Kind::money, {}, begin, text_.tokens[i].end + sign.size()});
        return 1;
      }
    }
    return is(List::currency, i + 1) && same_sentence(i, i + 1) ? take(Kind::money, i, i + 1) : 0;
  }

  // With a plus sign, or grouped by blanks and dashes, 7 to 15 digits in all.
  std::size_t try_phone(std::size_t i) {
    const Token& token = text_.tokens[i];
    if (!token.has(kHasDigit) || !only_of(word(i), "0123456789-")) return 0;
    const bool plus = token.begin > 0 && text_.raw[token.begin - 1] == '+';
    std::size_t last = i;
    std::size_t digits = count_digits(word(i));
    while (last + 1 < size() && only_of(word(last + 1), "0123456789-") &&
           digits + count_digits(word(last + 1)) <= 15 && only_of(text_.between(last, last + 1), " ().-") &&
           text_.between(last, last + 1).size() <= 2) {
      digits += count_digits(word(++last));
    }
    const bool grouped =
        last > i + 1 || (last > i && digits >= 9) || word(i).find('-') != std::string_view::npos;
    if (digits < 7 || digits > 15 || (!plus && !grouped)) return 0;
    const std::size_t begin = token.begin - (plus ? 1 : 0);
    spans_.add({Kind::phone, {}, begin, text_.tokens[last].end});
    return last - i + 1;
  }

  // "5 pm", "5pm", "17:30", "17 Uhr", "5:30 pm"
  std::size_t try_time(std::size_t i) {
    const std::string_view w = word(i);
    if (!text_.tokens[i].has(kHasDigit)) return 0;
    const bool clock =
        w.size() >= 4 && w.size() <= 8 && only_of(w, "0123456789:") && w.find(':') != std::string_view::npos;
    const bool hour = text_.tokens[i].has(kAllDigits) && w.size() <= 2;
    if ((clock || hour) && is(List::meridiem, i + 1) && same_sentence(i, i + 1))
      return take(Kind::time, i, i + 1);
    if (clock) return take(Kind::time, i, i);
    const std::size_t letters = w.find_first_not_of("0123456789:.");
    if (letters == std::string_view::npos || letters == 0 || letters > 5) return 0;
    const std::string_view unit = w.substr(letters);
    return unit == "pm" || unit == "am" || unit == "h" || unit == "uhr" ? take(Kind::time, i, i) : 0;
  }

  bool day_number(std::size_t i) const {
    const std::string_view w = word(i);
    return i < size() && ((text_.tokens[i].has(kAllDigits) && w.size() <= 2) || is_ordinal(w));
  }

  std::size_t try_date(std::size_t i) {
    const std::string_view w = word(i);
    if (text_.tokens[i].has(kHasDigit) && only_of(w, "0123456789-/.")) {
      const auto separators = w.size() - count_digits(w);
      if (separators == 2 && w.size() >= 6 && w.size() <= 10) return take(Kind::date, i, i);
      if (separators == 1 && w.find('/') != std::string_view::npos && w.size() <= 5)
        return take(Kind::date, i, i);
    }
    if (is(List::month, i) && named_month(i)) {
      std::size_t last = i;
      if (day_number(i + 1) && same_sentence(i, i + 1)) last = i + 1;
      if (year(last + 1) && same_sentence(i, last + 1)) ++last;
      return take(Kind::date, i, last);
    }
    if (day_number(i)) {
      std::size_t m = i + 1;
      if (is(List::of, m)) ++m;
      if (is(List::month, m) && same_sentence(i, m)) return take(Kind::date, i, year(m + 1) ? m + 1 : m);
      const bool street =
          is(List::conjunction, i + 1) || (i + 1 < size() && text_.tokens[i + 1].has(kCapital));
      if (is_ordinal(w) && !street) return take(Kind::date, i, i);
    }
    if (is(List::weekday, i) || is(List::day_word, i)) {
      if (w.size() < 4 && !text_.tokens[i].has(kCapital)) return 0;  // "sun", "mon" as other words
      if (w == "mañana" && i > 0 && word(i - 1) == "la") return 0;   // the morning
      return take(Kind::date, i, i);
    }
    return 0;
  }

  bool year(std::size_t i) const {
    return i < size() && text_.tokens[i].has(kAllDigits) && word(i).size() == 4;
  }

  // "may" and "march" are also verbs: a month only with a day beside it, or with a capital inside the
  // sentence.
  bool named_month(std::size_t i) const {
    const std::string_view w = word(i);
    if (w != "may" && w != "march" && w != "mar" && w != "sept" && w != "dec" && w != "jan") return true;
    return day_number(i + 1) || (text_.tokens[i].has(kCapital) && !text_.tokens[i].has(kSentenceStart));
  }

  // Letters with digits, five digits or more, or any number behind its label or a '#'.
  std::size_t try_identifier(std::size_t i) {
    const Token& token = text_.tokens[i];
    if (!token.has(kHasDigit) || is_ordinal(word(i))) return 0;
    const std::string_view w = word(i);
    const bool hash = token.begin > 0 && text_.raw[token.begin - 1] == '#';
    const std::string label = label_before(text_, i);
    const bool mixed = token.has(kHasLetter) && w.size() >= 4;
    // "Galaxy S21" is one name; the finder of names takes it.
    const bool in_name = i > 0 && token.has(kHasLetter) && text_.tokens[i - 1].has(kCapital) &&
                         !is(List::id_word, i - 1) && !text_.tokens[i - 1].has(kSentenceStart) &&
                         same_sentence(i - 1, i);
    if (in_name && !hash) return 0;
    const bool is_long = count_digits(w) >= 5 && only_of(w, "0123456789-/.");
    if (!hash && label.empty() && !mixed && !is_long) return 0;
    return take(Kind::identifier, i, i, label);
  }

  // "3 guests", "two beds": the number, labelled with what is counted.
  std::size_t try_quantity(std::size_t i) {
    const bool number = numeric(i) || is(List::number_word, i);
    if (!number || i + 1 >= size() || !same_sentence(i, i + 1)) return 0;
    std::size_t noun = i + 1;
    if (is(List::of, noun)) return 0;
    std::string label;
    while (noun < size() && same_sentence(i, noun) && noun <= i + 2 && !text_.tokens[noun].has(kHasDigit) &&
           !is(List::function, noun) && !text_.tokens[noun].has(kAfterComma) && !is(List::courtesy, noun)) {
      if (!label.empty()) label.push_back(' ');
      label.append(word(noun++));
    }
    return label.empty() ? 0 : take(Kind::quantity, i, i, label);
  }

  // A number that nothing near it explains: kept without a label of its own, for the question before may give
  // one.
  std::size_t try_bare_number(std::size_t i) {
    const bool percent = text_.raw.compare(text_.tokens[i].end, 1, "%") == 0;
    return text_.tokens[i].has(kAllDigits) && !percent && word(i) != "1" ? take(Kind::quantity, i, i) : 0;
  }

  const Text& text_;
  Spans& spans_;
};

}  // namespace

void find_numbers(const Text& text, Spans& spans) { Walk(text, spans).run(); }

std::string label_before(const Text& text, std::size_t token) {
  std::size_t i = token;
  bool named = false;  // "number", "id", "#": what stands before is a label for sure
  while (i > 0 && text.tokens[i - 1].sentence == text.tokens[token].sentence) {
    const std::string_view word = text.word(i - 1);
    const bool link =
        word == "is" || word == "es" || word == "ist" || word == "est" || word == "é" || word == "lautet";
    if (on(List::id_word, word) && word != "no") {
      named = true;
    } else if (!(link && token - i < 1)) {
      break;
    }
    --i;
  }
  const bool linked = i < token && !named;
  std::string label;
  std::size_t words = 0;
  std::size_t capitals = 0;
  while (i > 0 && words < 2 && text.tokens[i - 1].sentence == text.tokens[token].sentence) {
    const std::string_view word = text.word(i - 1);
    if (on(List::function, word) || on(List::verb, word) || on(List::courtesy, word) ||
        on(List::number_word, word) || on(List::weekday, word) || on(List::month, word) ||
        on(List::greeting, word) || on(List::yes, word) || on(List::lead_in, word) ||
        text.tokens[i - 1].has(kHasDigit)) {
      break;
    }
    if (i < token && text.tokens[i].has(kAfterComma) &&
        text.between(i - 1, i).find(':') == std::string_view::npos)
      break;
    label = label.empty() ? std::string(word) : std::string(word) + " " + label;
    --i;
    ++words;
    capitals += text.tokens[i].has(kCapital) ? 1 : 0;
  }
  if (!named && capitals == 2) return {};  // "Jane Doe 4711": a name beside a number
  if (named && label.empty()) return "number";
  if (linked && words == 0) return {};
  // Without "number" between them only a noun right before the number can be its label: "room 450", not "come
  // 3".
  return label;
}

}  // namespace baton::brief
