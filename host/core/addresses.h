// SPDX-License-Identifier: MIT
// addresses.h - one person, one spelling (I2): what two addresses must share to be the same, never what is sent to.
#pragma once

#include <string>
#include <string_view>

#include "host/core/words.h"

namespace baton::core {

// Phones: digits of E.164 with national peculiarities evened out (Brazil's ninth digit, Mexico's 1, Argentina's 9);
// e-mail: lower case, because nobody has two mailboxes that differ by it; everything else as it is, without surrounding
// space. Empty when nothing is left.
std::string normalised(AddressKind kind, std::string_view address);

}  // namespace baton::core
