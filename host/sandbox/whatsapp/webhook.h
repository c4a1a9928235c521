// SPDX-License-Identifier: MIT
// Webhook bodies as Meta writes them: the envelope, PHP's escaping and the signature over exactly these
// bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/net/message.h"
#include "host/sandbox/json_http.h"

namespace baton::sandbox::whatsapp {

// Non-ASCII as \uXXXX (lower case, surrogate pairs), '/' as \/, '@', '<' and '>' as \u00xx. A receiver that
// parses and writes again gets other bytes, and with them another signature.
std::string php_json(const Json& value);

enum class Signature { good, wrong, missing, uppercase };
Signature signature_of(std::string_view name);  // good for a name that is not known

// Content-Type and X-Hub-Signature-256 for that body.
std::vector<net::Header> webhook_headers(std::string_view body, std::string_view app_secret,
                                         Signature signature);

// One change of one entry. `time_s` is left out when 0, as it is for messages.
Json change(std::string_view field, Json value);
Json envelope(std::string_view waba, Json changes, std::int64_t time_s = 0);

}  // namespace baton::sandbox::whatsapp
