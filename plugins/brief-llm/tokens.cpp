// SPDX-License-Identifier: MIT
#include "tokens.h"

#include "text.h"

namespace baton::brief_llm {
namespace {

bool is_joiner(char32_t c) { return c == '-' || c == '_' || c == '/' || c == '#'; }

class Reader {
 public:
  Reader(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

  Token read() {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const char32_t c = next_code_point(text_, next);
      const bool digit = c < 0x80 && is_digit(static_cast<char>(c));
      if (digit || is_letter(c)) {
        take(c, digit);
        token_.end = next;
      } else if (is_joiner(c) && next < text_.size() && is_alnum(text_[next])) {
        end_piece();
        ++token_.pieces;
      } else {
        break;
      }
      at_ = next;
    }
    end_piece();
    return std::move(token_);
  }

 private:
  void take(char32_t c, bool digit) {
    if (letters_ + digits_.size() > 0 && digit != was_digit_) ++changes_;
    was_digit_ = digit;
    if (digit) {
      ++token_.digits;
      digits_.push_back(text_[at_]);
      return;
    }
    ++token_.letters;
    ++letters_;
    if (c < 0x80 && is_upper(static_cast<char>(c))) ++token_.capitals;
  }
  void end_piece() {
    if (letters_ > 0 && !digits_.empty()) token_.mixed = true;
    if (changes_ > 1) token_.interleaved = true;
    if (letters_ == 0 && !digits_.empty()) token_.numbers.push_back(digits_);
    letters_ = changes_ = 0;
    digits_.clear();
  }

  std::string_view text_;
  std::size_t at_;
  Token token_;
  std::string digits_;  // of this piece
  std::size_t letters_ = 0;
  std::size_t changes_ = 0;
  bool was_digit_ = false;
};

}  // namespace

bool Token::is_code() const {
  if (letters == 0 || digits == 0 || letters + digits < kIdLeast || is_compound()) return false;
  return digits >= 3 || capitals >= 2 || (capitals == 1 && mixed) || interleaved;
}

Token token_at(std::string_view plain, std::size_t begin) { return Reader(plain, begin).read(); }

}  // namespace baton::brief_llm
