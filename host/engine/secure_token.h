// SPDX-License-Identifier: MIT
// secure_token.h - the one-time token behind `privacy.secure_path.url` (H13): for whom, what for and until when,
// signed. The organisation's page gives it back with the result; it is good once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/core/ids.h"
#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::engine {

// The page's address with the token in it; empty where no page is configured.
std::string secure_link(const core::SecurePathPolicy& policy, const core::SecurePath& path);

// The word that carried the token; nothing where the signature does not fit. Whether it is still good, the rules say.
std::optional<core::MessageId> message_of_token(const core::SecurePathPolicy& policy, std::string_view token);

}  // namespace baton::engine
