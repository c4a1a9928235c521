// SPDX-License-Identifier: MIT
// What must never stand in a brief (I4): cards, IBAN, national ids, and passwords, PINs and one-time codes in
// context. The host masks before it stores; this is the second lock, for texts that came another way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::brief {

// What the message before made us expect in this one.
enum class Expected { nothing, secret_code, secret_word };

struct Masked {
  std::string text;  // same length; secrets are stars, the last four digits of a card stay
  std::size_t count = 0;
  Expected names = Expected::nothing;  // what kind of secret the words speak of, asked for or promised
  std::vector<std::string> secrets;    // passwords and codes found, to be masked wherever else they appear
};

// `readable_text` as from text.h.
Masked mask(std::string_view readable_text, Expected expected = Expected::nothing);

// What the host wrote where it took a secret away: "[code]", "[Steuer-ID]". Not "[card ending 1111]", which says
// something.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<Mark> marks_in(std::string_view text);

// Masks every whole-word appearance of the secrets; answers how many.
std::size_t mask_known(std::string& text, const std::vector<std::string>& secrets);

}  // namespace baton::brief
