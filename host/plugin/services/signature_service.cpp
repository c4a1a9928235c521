// SPDX-License-Identifier: MIT
// signature_service.cpp - see signature_service.h. Also the answers about secrets themselves: exists, version.
#include "host/plugin/services/signature_service.h"

#include <algorithm>

#include "host/plugin/host_face.h"

namespace baton::plugin {
namespace {

bool readable(const void* data, std::uint64_t size, std::uint64_t max_bytes) {
  return (data != nullptr || size == 0) && size <= max_bytes;
}

// Webhook bodies are the largest thing that is signed by plan; requests by host may be as large as HTTP allows.
bool readable(baton_str_t name, baton_bytes_t data) {
  return readable(name.data, name.size, BATON_ID_MAX_BYTES) && readable(data.data, data.size, BATON_HTTP_BODY_MAX_BYTES);
}

baton_status_t BATON_CALL verify(const baton_host_t* host, baton_signature_algorithm_t algorithm,
                                 baton_str_t secret_name, baton_bytes_t data, baton_bytes_t expected) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (!readable(secret_name, data) || !readable(expected.data, expected.size, BATON_HTTP_BODY_MAX_BYTES)) {
      face.misbehaved("signature.verify: a size without data, or over its limit");
      return BATON_INVALID_ARGUMENT;
    }
    return face.signature.verify(algorithm, view_of(secret_name), view_of(data), view_of(expected));
  });
}

baton_status_t BATON_CALL sign(const baton_host_t* host, baton_signature_algorithm_t algorithm,
                               baton_str_t secret_name, baton_bytes_t data, uint8_t* out) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (out == nullptr || !readable(secret_name, data)) {
      face.misbehaved("signature.sign: a NULL, or a size over its limit");
      return BATON_INVALID_ARGUMENT;
    }
    Digest digest{};
    const baton_status_t status = face.signature.sign(algorithm, view_of(secret_name), view_of(data), digest);
    if (status == BATON_OK) std::copy(digest.begin(), digest.end(), out);
    return status;
  });
}

uint32_t BATON_CALL exists(const baton_host_t* host, baton_str_t name) {
  return guarded<uint32_t>(host, 0, [&](HostFace& face) {
    return readable(name.data, name.size, BATON_ID_MAX_BYTES) && face.secrets().exists(view_of(name)) ? 1u : 0u;
  });
}

uint64_t BATON_CALL version(const baton_host_t* host, baton_str_t name) {
  return guarded<uint64_t>(host, 0, [&](HostFace& face) -> uint64_t {
    return readable(name.data, name.size, BATON_ID_MAX_BYTES) ? face.secrets().version(view_of(name)) : 0;
  });
}

}  // namespace

const baton_signature_t kSignatureTable = {&verify, &sign};
const baton_secrets_t kSecretsTable = {&exists, &version};

baton_status_t SignatureService::verify(baton_signature_algorithm_t algorithm, std::string_view secret_name,
                                        std::string_view data, std::string_view expected) {
  if (algorithm == BATON_SIGNATURE_EQUAL) {
    const auto secret = secrets_->value(secret_name);
    if (!secret) return BATON_NOT_FOUND;
    return equal_in_constant_time(*secret, expected) ? BATON_OK : BATON_PERMISSION_DENIED;
  }
  Digest digest{};
  const baton_status_t status = sign(algorithm, secret_name, data, digest);
  if (status != BATON_OK) return status;
  const std::string_view signature(reinterpret_cast<const char*>(digest.data()), digest.size());
  return equal_digests(signature, expected) ? BATON_OK : BATON_PERMISSION_DENIED;
}

baton_status_t SignatureService::sign(baton_signature_algorithm_t algorithm, std::string_view secret_name,
                                      std::string_view data, Digest& out) {
  if (algorithm != BATON_SIGNATURE_HMAC_SHA256) return BATON_NOT_SUPPORTED;
  const auto hmac = hmac_for(secret_name);
  if (hmac == nullptr) return BATON_NOT_FOUND;
  const auto digest = hmac->sign(data);
  if (!digest) return BATON_INTERNAL;
  out = *digest;
  return BATON_OK;
}

std::shared_ptr<KeyedHmac> SignatureService::hmac_for(std::string_view secret_name) {
  const std::uint64_t version = secrets_->version(secret_name);
  if (version == 0) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto found = keyed_.find(secret_name);
  if (found != keyed_.end() && found->second.version == version) return found->second.hmac;
  const auto value = secrets_->value(secret_name);
  if (!value) return nullptr;
  auto hmac = std::make_shared<KeyedHmac>(*value);
  keyed_.insert_or_assign(std::string(secret_name), Keyed{version, hmac});
  return hmac;
}

}  // namespace baton::plugin
