// SPDX-License-Identifier: MIT
// bot_signature.h - what a customer's message is signed with on its way to a bot: "sha256=" and the hex HMAC-SHA256 of
// the exact body under the bot's secret, in the header X-Baton-Signature.
#pragma once

#include <string>
#include <string_view>

namespace baton::engine {

std::string bot_signature(std::string_view secret, std::string_view body);

}  // namespace baton::engine
