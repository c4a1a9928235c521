// SPDX-License-Identifier: MIT
// check_digits.h - which numbers of the right form are numbers a state gave out, as far as their digits tell. Each
// takes letters in upper case and digits alone. The rules are the issuers' own: SSA (US), HMRC (UK), Ministerio del
// Interior (ES), BZSt with ISO/IEC 7064 (DE), INSEE (FR), Receita Federal (BR), UIDAI with Verhoeff (IN).
#pragma once

#include <string_view>

namespace baton::policy {

bool us_ssn(std::string_view id);
bool uk_nino(std::string_view id);
bool es_dni(std::string_view id);  // DNI and NIE
bool de_tax_id(std::string_view id);
bool fr_nir(std::string_view id);
bool br_cpf(std::string_view id);
bool in_aadhaar(std::string_view id);

}  // namespace baton::policy
