// SPDX-License-Identifier: MIT
#include "host/app/restart_only.h"

namespace baton::app {

std::vector<std::string> keep_until_restart(const policy::CompiledConfig& running, policy::CompiledConfig& next) {
  std::vector<std::string> named;
  const auto keep = [&](const char* pointer, const auto& now, auto& wanted) {
    if (wanted == now) return;
    named.emplace_back(pointer);
    wanted = now;
  };
  keep("/server/listen", running.server.listen, next.server.listen);
  keep("/server/tls/certificate_file", running.server.tls_certificate_file, next.server.tls_certificate_file);
  keep("/server/tls/key_file", running.server.tls_key_file, next.server.tls_key_file);
  keep("/server/test_clock", running.server.test_clock, next.server.test_clock);
  keep("/store/kind", running.store.kind, next.store.kind);
  keep("/store/path", running.store.path, next.store.path);
  keep("/privacy/duplicate_keys_days", running.privacy.duplicate_keys_days, next.privacy.duplicate_keys_days);
  return named;
}

}  // namespace baton::app
