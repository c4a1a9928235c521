// SPDX-License-Identifier: MIT
#include "identifiers.h"

#include <algorithm>

#include "addresses.h"
#include "text.h"
#include "tokens.h"

namespace baton::brief_llm {
namespace {

constexpr std::size_t kMarkMaxBytes = 80;

bool one_of(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

// Tells a visitor what a plain text holds, in order. With `inside` also what stands within marks and
// addresses: the last four digits of a card, the number in a link.
template <class Visitor>
class Scanner {
 public:
  Scanner(std::string text, bool inside, Visitor& visitor)
      : text_(std::move(text)), inside_(inside), visitor_(visitor) {}

  void run() {
    marks();
    addresses();
    tokens();
  }

 private:
  void blank(std::size_t begin, std::size_t end) {
    if (!inside_)
      std::fill(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                text_.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  }
  void marks() {
    for (std::size_t begin = text_.find('['); begin != std::string::npos;
         begin = text_.find('[', begin + 1)) {
      const std::size_t end = text_.find_first_of("[]", begin + 1);
      if (end == std::string::npos || text_[end] != ']' || end - begin > kMarkMaxBytes) continue;
      visitor_.mark(fold(std::string_view(text_).substr(begin, end + 1 - begin)));
      blank(begin, end + 1);
    }
  }
  void addresses() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find(' ', begin), text_.size());
      const std::string_view word = std::string_view(text_).substr(begin, end - begin);
      bool found = true;
      if (const auto address = address_in(word); !address.empty())
        visitor_.address(fold(address));
      else if (const auto link = link_in(word); !link.empty())
        visitor_.link(fold(link));
      else
        found = false;
      if (found) blank(begin, end);
      begin = end + 1;
    }
  }
  void tokens() {
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t next = at;
      const char32_t c = next_code_point(text_, next);
      const bool digit = c < 0x80 && is_digit(static_cast<char>(c));
      if (!digit && !is_letter(c)) {
        at = next;
        continue;
      }
      const Token token = token_at(text_, at);
      if (token.letters > 0) {
        if (token.digits > 0) visitor_.token(token, fold(std::string_view(text_).substr(at, token.end - at)));
        at = token.end;
      } else {
        const Number number = number_at(text_, at);
        visitor_.number(number, text_);
        at = number.end;
      }
    }
  }

  std::string text_;
  bool inside_;
  Visitor& visitor_;
};

template <class Visitor>
void scan(std::string_view text, bool inside, Visitor& visitor) {
  Scanner<Visitor>(plain(text), inside, visitor).run();
}

bool is_joined(std::string_view text, std::size_t at, std::ptrdiff_t step) {
  const auto place = static_cast<std::ptrdiff_t>(at);
  const auto in = [&](std::ptrdiff_t i) { return i >= 0 && i < static_cast<std::ptrdiff_t>(text.size()); };
  const auto solid = [&](std::ptrdiff_t i) { return in(i) && (is_alnum(text[static_cast<std::size_t>(i)])); };
  if (solid(place)) return true;
  return in(place) && one_of("-_", text[static_cast<std::size_t>(place)]) && solid(place + step);
}

std::string squeeze(std::string_view folded, std::vector<std::size_t>* places = nullptr) {
  std::string out;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (!is_alnum(folded[i]) && static_cast<unsigned char>(folded[i]) < 0x80) continue;
    out.push_back(folded[i]);
    if (places != nullptr) places->push_back(i);
  }
  return out;
}

}  // namespace

std::string_view to_string(Sort sort) {
  switch (sort) {
    case Sort::number:
      return "a number";
    case Sort::amount:
      return "an amount";
    case Sort::code:
      return "a code";
    case Sort::address:
      return "a mail address";
    case Sort::link:
      return "a web address";
    case Sort::mark:
      return "a mark of withheld data";
  }
  return "something";
}

void Known::add(std::string_view text) {
  struct Collect {
    Known& known;
    void mark(std::string mark) { known.marks_.insert(std::move(mark)); }
    void address(std::string address) { known.addresses_.insert(std::move(address)); }
    void link(const std::string& link) { known.links_.insert(link); }
    void token(const Token& token, const std::string&) {
      for (const std::string& number : token.numbers) known.numbers_.insert(number);
    }
    void number(const Number& number, std::string_view plain) { known.add_number(number, plain); }
  };
  Collect collect{*this};
  scan(text, false, collect);  // as an answer is looked at
  scan(text, true, collect);   // and what stands within marks and links
  Squeezed squeezed;
  squeezed.text = fold(text);
  squeezed.squeezed = squeeze(squeezed.text, &squeezed.places);
  texts_.push_back(std::move(squeezed));
}

void Known::add_number(const Number& number, std::string_view plain) {
  const auto is_end =
      [&](std::size_t i) {  // a part may begin and end here: "49 170 ...", not within "1.250,00"
        return i == 0 || i == number.groups.size() || !one_of(".,'", number.separators[i - 1]);
      };
  for (std::size_t first = 0; first < number.groups.size(); ++first) {
    if (number.groups[first].size() >= kIdLeast) numbers_.insert(number.groups[first]);
    for (std::size_t last = first + 1; last <= number.groups.size(); ++last)
      if (is_end(first) && is_end(last)) numbers_.insert(canonical(number, first, last));
  }
  const Piece amount = amount_piece(number, plain);
  for (const Piece& piece : pieces_of(number)) {
    const bool within = piece.first >= amount.first && piece.last <= amount.last;
    if (!within) bare_.insert(canonical(number, piece.first, piece.last));
  }
  const std::string whole = canonical(number, amount.first, amount.last);
  if (number.currency.empty())
    bare_.insert(whole);
  else
    amounts_[whole].insert(number.currency);
}

bool Known::knows_code(std::string_view folded) const {
  const std::string wanted = squeeze(folded);
  for (const Squeezed& one : texts_) {
    for (std::size_t at = one.squeezed.find(wanted); at != std::string::npos;
         at = one.squeezed.find(wanted, at + 1)) {
      const std::size_t begin = one.places[at];
      const std::size_t end = one.places[at + wanted.size() - 1];
      const bool before = begin > 0 && is_joined(one.text, begin - 1, -1);
      if (!before && !is_joined(one.text, end + 1, 1)) return true;
    }
  }
  return false;
}

bool Known::knows_number(const Number& number) const {
  if (number.digits() < kIdLeast || numbers_.count(canonical(number)) != 0) return true;
  std::size_t short_digits = 0;  // "4 4 1 2" is no four counts
  for (const Piece& piece : pieces_of(number)) {
    const std::string one = canonical(number, piece.first, piece.last);
    const bool is_long = one.size() >= kIdLeast;
    short_digits = is_long ? 0 : short_digits + one.size();
    if (short_digits >= kIdLeast || (is_long && numbers_.count(one) == 0)) return false;
  }
  return true;
}

bool Known::knows_amount(const Number& number, std::string_view plain) const {
  const Piece piece = amount_piece(number, plain);
  const std::string whole = canonical(number, piece.first, piece.last);
  const auto found = amounts_.find(whole);
  if (found != amounts_.end() && found->second.count(number.currency) != 0) return true;
  return number.currency != "%" && bare_.count(whole) != 0;
}

std::optional<Sort> Known::first_unknown(std::string_view text) const {
  struct Check {
    const Known& known;
    std::optional<Sort> found;
    void unknown(Sort sort) {
      if (!found) found = sort;
    }
    void mark(const std::string& mark) {
      if (known.marks_.count(mark) == 0) unknown(Sort::mark);
    }
    void address(const std::string& address) {
      if (known.addresses_.count(address) == 0) unknown(Sort::address);
    }
    void link(const std::string& link) {
      if (known.links_.count(link) == 0) unknown(Sort::link);
    }
    void token(const Token& token, const std::string& folded) {
      if (token.is_code() && !known.knows_code(folded)) unknown(Sort::code);
      if (!token.is_compound()) return;
      for (const std::string& number : token.numbers)
        if (number.size() >= kIdLeast && known.numbers_.count(number) == 0) unknown(Sort::number);
    }
    void number(const Number& number, std::string_view plain) {
      if (!number.currency.empty() && !known.knows_amount(number, plain)) unknown(Sort::amount);
      // An amount that is known may be written with other separators than a number: its digits are settled
      // above.
      const Piece piece = amount_piece(number, plain);
      const bool settled = !number.currency.empty() && piece.first == 0 && piece.last == number.groups.size();
      if (!settled && !known.knows_number(number)) unknown(Sort::number);
    }
  };
  Check check{*this, std::nullopt};
  scan(text, false, check);
  return check.found;
}

bool has_link(std::string_view text) {
  struct Look {
    bool found = false;
    void mark(const std::string&) {}
    void address(const std::string&) {}
    void link(const std::string&) { found = true; }
    void token(const Token&, const std::string&) {}
    void number(const Number&, std::string_view) {}
  };
  Look look;
  scan(text, false, look);
  return look.found;
}

std::size_t count_marks(std::string_view text) {
  constexpr std::size_t kKindMaxBytes = 40;  // what is longer is somebody's own aside
  std::size_t count = 0;
  for (std::size_t begin = text.find('['); begin != std::string_view::npos;
       begin = text.find('[', begin + 1)) {
    const std::size_t end = text.find_first_of("[]", begin + 1);
    if (end == std::string_view::npos || text[end] != ']' || end - begin > kKindMaxBytes || end < begin + 2)
      continue;
    count += is_alpha(text[begin + 1]) ? 1 : 0;
  }
  return count;
}

}  // namespace baton::brief_llm
