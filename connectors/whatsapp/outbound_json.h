// SPDX-License-Identifier: MIT
// The request body of one send, for the messages endpoint.
#pragma once

#include <variant>

#include "error_table.h"
#include "outbound_message.h"

namespace baton::whatsapp {

using BodyOrFailure = std::variant<Json, Failure>;

// REQUIRES: check_limits(message) found nothing. `media_id` is the id that an upload gave the first
// attachment; empty when the attachment is a link or has an id already.
BodyOrFailure outbound_body(const OutboundMessage& message, const std::string& media_id);

// template: {...}, with components for what has parameters. Used by outbound_body.
BodyOrFailure template_object(const OutboundMessage& message, const std::string& media_id);

// {"id": ...} or {"link": ...}, with caption and file name where the kind takes them.
Json media_object(const Attachment& attachment, const std::string& media_id, const std::string& caption);
// "image", "video", ... ; "" for kinds that are not media.
const char* media_word(baton_message_kind_t kind);

}  // namespace baton::whatsapp
