// SPDX-License-Identifier: MIT
// What else a conversation yields beside messages: reports on ours, calls, consent, and words said past the
// gate. Every element of an array becomes at least one event.
#pragma once

#include "change.h"

namespace baton::whatsapp {

// `statuses[]` of messages: sent, delivered, read, played, failed; anything else is kept as unknown.
void add_status(const Change& change, const Json& status, std::size_t item_count, Events& events);

// `calls[]`, and `statuses[]` whose type is call.
void add_call(const Change& change, const Json& call, std::size_t item_count, Events& events);
void add_call_status(const Change& change, const Json& status, std::size_t item_count, Events& events);
bool is_call_status(const Json& status);

// `user_preferences[]`: marketing messages stopped or wanted again.
void add_preference(const Change& change, const Json& preference, std::size_t item_count, Events& events);

// `message_echoes[]`: typed in the WhatsApp Business app on the phone, so past the gate.
void add_echo(const Change& change, const Json& echo, std::size_t item_count, Events& events);

// `history[]`: chunks of the past, sent once when a phone number is taken over.
void add_history(const Change& change, const Json& chunk, Events& events);

}  // namespace baton::whatsapp
