// SPDX-License-Identifier: MIT
// A webhook body into events: walks entries and changes and hands each to the file that knows it. Everything
// in the body leaves as at least one event; what nobody understands leaves by name and raw, never silently.
#pragma once

#include <string>
#include <string_view>

#include "inbound_event.h"
#include "settings.h"

namespace baton::whatsapp {

struct Translation {
  Events events;
  std::string refusal;  // empty = accepted; then the body was not even JSON
};

// `body` must have been authenticated before. now_unix_ms = 0: the time is not known.
Translation translate_body(const Settings& settings, std::string_view body, std::int64_t now_unix_ms);

}  // namespace baton::whatsapp
