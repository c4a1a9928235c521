// SPDX-License-Identifier: MIT
// What the host wants sent, as an owned copy: the host's record is only lent for the length of the call,
// while a send with an upload takes two answers of the API.
#pragma once

#include <baton/kind/connector.h>

#include <optional>
#include <string>
#include <vector>

#include "inbound_event.h"

namespace baton::whatsapp {

struct Button {
  std::string id;
  std::string title;
  std::string description;
  std::string section;
};

struct TemplateParameter {
  baton_parameter_place_t place = BATON_PARAMETER_BODY;
  std::uint32_t index = 0;
  std::string name;  // empty: positional
  std::string sub_type;
  std::string value;
};

struct TemplateUse {
  std::string name;
  std::string language;
  std::vector<TemplateParameter> parameters;
};

struct OutboundMessage {
  baton_outbound_kind_t kind = BATON_OUTBOUND_MESSAGE;
  std::string idempotency_key;
  std::string account;
  std::string text;
  std::string footer;
  std::string quoted_message_id;
  std::string list_button;  // not empty: the buttons are list rows
  Json attributes;          // {} or what sdk users may add, see README.md
  std::vector<Identity> recipients;
  std::vector<Button> buttons;
  std::vector<Attachment> attachments;
  std::optional<TemplateUse> template_use;
  std::int64_t window_ends_unix_ms = 0;
};

}  // namespace baton::whatsapp
