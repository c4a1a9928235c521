// SPDX-License-Identifier: MIT
// `messages[]`: what customers say and do. Every element becomes at least one event.
#pragma once

#include "change.h"

namespace baton::whatsapp {

// One element of an array of `item_count` messages in `change.value`.
void add_message(const Change& change, const Json& message, std::size_t item_count, Events& events);

// system messages: a number, a user id or the encryption identity of a customer changed.
void add_system_message(const Change& change, const Json& message, InboundEvent event, Events& events);

// `user_id_update[]`, described by Meta in 2026 and withdrawn again; read where it is seen.
void add_user_id_updates(const Change& change, const Json& updates, Events& events);

}  // namespace baton::whatsapp
