// SPDX-License-Identifier: MIT
// A customer plays: a request of whoever directs becomes messages, and these a webhook as Meta would write
// it.
#pragma once

#include <string>
#include <vector>

#include "host/sandbox/whatsapp/world.h"

namespace baton::sandbox::whatsapp {

// One message and who wrote it.
struct Played {
  Json message;
  Customer* customer = nullptr;
};

// REQUIRES: world.mutex is held. Builds one message of `play` (see README.md), registers it and opens the
// window. `error` says what is wrong with the request.
struct Built {
  Played played;
  std::string error;
};
Built build_message(World& world, const Json& play);

// The webhook bodies for these messages; `layout` is the request's own fields batch, split, contacts,
// reorder, field.
std::vector<std::string> build_webhooks(World& world, std::vector<Played> messages, const Json& layout);

// After an accepted message: whoever has a habit for it answers.
void follow_habits(World& world, const Sent& message);

}  // namespace baton::sandbox::whatsapp
