// SPDX-License-Identifier: MIT
// Is this number a card, an IBAN, a national id? (I4)
#pragma once

#include <string_view>

namespace baton::brief {

bool is_card(std::string_view digits);       // digits only: issuer prefix, length, Luhn
bool is_iban(std::string_view compact);      // letters and digits without blanks: length, remainder 97
bool is_national_id(std::string_view word);  // as written: US SSN, Brazilian CPF, Spanish DNI with its letter

}  // namespace baton::brief
