// SPDX-License-Identifier: MIT
// Who an event is about. WhatsApp knows a person by phone number, by a business-scoped user id (BSUID), by a
// parent id, or by several of them; a person with a username may come without any phone number.
#pragma once

#include <string>
#include <string_view>

#include "change.h"

namespace baton::whatsapp {

// Digits of any spelling -> "+digits"; "" when it is no international number. National peculiarities
// (Brazil's ninth digit, Mexico's 1, Argentina's 9) stay as they came: that is the form the channel delivers
// to.
std::string e164(std::string_view number);

// What an event itself says of its person; "" = absent.
struct PersonKeys {
  std::string_view phone;
  std::string_view user_id;
  std::string_view parent_id;
};

// Adds the identities, best first, to `event`, and the name and username from the contact that belongs to the
// person. `item_count` is the number of messages (statuses, calls) in the change: a contact without a
// matching key is only taken when there is one of each and nothing contradicts.
void add_person(const Json& value, const PersonKeys& keys, std::size_t item_count, InboundEvent& event);

// One identity from a phone-like text: PHONE, or EXTERNAL_ID when it is not a number. Nothing when empty.
void add_phone(std::string_view number, std::vector<Identity>& identities);
void add_identity(baton_identity_kind_t kind, std::string_view value, std::vector<Identity>& identities);

}  // namespace baton::whatsapp
