// SPDX-License-Identifier: MIT
// Phone numbers as Meta reads them, and the ids it gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton::sandbox::whatsapp {

// Digits of a number as given in `to`: spaces, '-', '(', ')' are tolerated. Without '+' the country code of
// the business number is put in front, as documented, unless the number starts with that code already.
std::optional<std::string> digits_of(std::string_view to, std::string_view business_number);

// The wa_id of a number: Brazil loses or keeps its ninth digit, Mexico gets the 1 after 52, Argentina the 9
// after 54. The answer to a send therefore may name another id than was asked for.
std::string wa_id_of(std::string_view digits);

// Equal for all spellings of one number.
std::string canonical(std::string_view digits);

class Ids {
 public:
  Ids();  // ids differ from those of every earlier run: a host remembers them
  std::string wamid();
  std::string number();  // media and template ids: digits, over 2^31
  std::string call();
  std::string trace();

 private:
  std::string seed_;
  std::uint64_t next_ = 1;
  std::uint64_t base_;
};

// The made-up BSUID of somebody who has none.
std::string user_id_of(std::string_view wa_id);

}  // namespace baton::sandbox::whatsapp
