// SPDX-License-Identifier: MIT
// Notices about templates and about the account: no customer in them, but what may be sent hangs on them (T1,
// W7).
#pragma once

#include "change.h"

namespace baton::whatsapp {

// message_template_* and template_category_update. False when the change is none of them.
bool add_template_change(const Change& change, const Json& change_json, Events& events);

// account_*, phone_number_*, business_capability_update, security. False when the change is none of them.
bool add_account_change(const Change& change, Events& events);

std::string lower(std::string_view text);
// "en-US" -> "en_US", as sends want it.
std::string template_language(std::string_view language);

}  // namespace baton::whatsapp
