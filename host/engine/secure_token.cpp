// SPDX-License-Identifier: MIT
#include "host/engine/secure_token.h"

#include "host/engine/bot_signature.h"

namespace baton::engine {
namespace {

std::string signature_of(const core::SecurePathPolicy& policy, std::string_view what) {
  const auto text = bot_signature(policy.key, "secure-path:" + std::string(what));
  return text.substr(text.find('=') + 1);
}

bool same(std::string_view a, std::string_view b) {  // in a time that tells nothing of where they differ
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]) & 0xffu;
  return difference == 0;
}

}  // namespace

std::string secure_link(const core::SecurePathPolicy& policy, const core::SecurePath& path) {
  if (policy.url.empty() || path.message.empty()) return {};
  const std::string what = path.message.value + "." + path.purpose + "." + std::to_string(path.expires.ms);
  return policy.url + (policy.url.find('?') == std::string::npos ? "?" : "&") + "token=" + what + "." +
         signature_of(policy, what);
}

std::optional<core::MessageId> message_of_token(const core::SecurePathPolicy& policy, std::string_view token) {
  const auto end = token.rfind('.');
  if (policy.key.empty() || end == std::string_view::npos) return std::nullopt;
  const auto what = token.substr(0, end);
  if (!same(token.substr(end + 1), signature_of(policy, what))) return std::nullopt;
  return core::MessageId{std::string(what.substr(0, what.find('.')))};
}

}  // namespace baton::engine
