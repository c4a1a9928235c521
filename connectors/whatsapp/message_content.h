// SPDX-License-Identifier: MIT
// What a message says: one small function for each WhatsApp message type. The same content comes in messages,
// edits, echoes of the phone app and imported history.
#pragma once

#include <string>
#include <string_view>

#include "change.h"

namespace baton::whatsapp {

// `message.type`, or the type that its members show when the type is missing.
std::string content_type(const Json& message);

// Fills message_kind, text, attachments, button_payload and attributes. A type nobody knows becomes
// BATON_MESSAGE_UNSUPPORTED with its name as text and the message as raw.
void add_content(const Json& message, std::string_view type, InboundEvent& event);

// 44 characters of base64 or 64 hex digits -> 64 lower-case hex digits; "" when it is neither.
std::string normal_sha256(std::string_view stated);

// The last part of a path, without control characters: a name from outside is never a path.
std::string safe_file_name(std::string_view name);

}  // namespace baton::whatsapp
