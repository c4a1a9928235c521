// SPDX-License-Identifier: MIT
// For the tests: the files of testdata/ and events in a form that can be compared with them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "inbound_event.h"
#include "settings.h"

namespace baton::whatsapp::fixture {

struct Named {
  std::string name;
  Json content;
};

std::vector<Named> read_folder(const std::string& folder);

// Number pn-1 (+1 555 010 0001) of WhatsApp account 1001.
Settings settings();

// The delivery around one change; `time` and `waba` and further members of the change as the fixture says.
Json delivery(const Json& fixture);

// Only what is set, kinds by name: {"kind": "customer_message", "flags": [...], "text": "...", ...}.
Json render(const InboundEvent& event);

// Empty when every member of `expected` is in `actual`; else where they differ. "*x*" is "contains x", "x*" a
// prefix, null "absent".
std::string difference(const Json& expected, const Json& actual, const std::string& at = "");

}  // namespace baton::whatsapp::fixture
