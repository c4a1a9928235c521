// SPDX-License-Identifier: MIT
// signature_service.h - signs and checks with the instance's secrets, which the plugin itself never sees.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <baton/ext/signature.h>

#include "host/plugin/manifest/secret_store.h"
#include "host/plugin/services/hmac.h"

namespace baton::plugin {

class SignatureService {
 public:
  explicit SignatureService(std::shared_ptr<SecretStore> secrets) : secrets_(std::move(secrets)) {}

  baton_status_t verify(baton_signature_algorithm_t algorithm, std::string_view secret_name, std::string_view data,
                        std::string_view expected);
  baton_status_t sign(baton_signature_algorithm_t algorithm, std::string_view secret_name, std::string_view data,
                      Digest& out);

 private:
  struct Keyed {
    std::uint64_t version = 0;
    std::shared_ptr<KeyedHmac> hmac;
  };
  std::shared_ptr<KeyedHmac> hmac_for(std::string_view secret_name);

  const std::shared_ptr<SecretStore> secrets_;
  std::mutex mutex_;
  std::map<std::string, Keyed, std::less<>> keyed_;
};

}  // namespace baton::plugin
