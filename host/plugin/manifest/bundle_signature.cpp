// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/bundle_signature.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>

namespace baton::plugin {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = 32;        // RFC 8032, 5.1.5
constexpr std::size_t kSignatureBytes = 64;  // 5.1.6

struct Freed {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
template <class T>
using Owned = std::unique_ptr<T, Freed>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Nothing: missing, or longer than `size_max`.
std::optional<std::string> contents(const fs::path& file, std::size_t size_max) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text(size_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return in.bad() || text.size() > size_max ? std::nullopt : std::optional(std::move(text));
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += kDigits[digest[i] >> 4];
    text += kDigits[digest[i] & 15];
  }
  return text;
}

std::optional<std::string> raw_key(EVP_PKEY* key) {
  std::string raw(kKeyBytes, '\0');
  std::size_t size = raw.size();
  if (key == nullptr || EVP_PKEY_get_id(key) != EVP_PKEY_ED25519) return std::nullopt;
  if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(raw.data()), &size) != 1) return std::nullopt;
  return raw;
}

bool is_signed_by(const VendorKey& key, std::string_view signature, std::string_view text) {
  if (key.public_key.size() != kKeyBytes || signature.size() != kSignatureBytes) return false;
  const Owned<EVP_PKEY> known(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(key.public_key), key.public_key.size()));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return known && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, known.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
}

}  // namespace

std::optional<std::string> public_key_from(std::string_view text) {
  if (text.find("-----BEGIN PUBLIC KEY-----") != std::string_view::npos) {
    const Owned<BIO> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    return raw_key(Owned<EVP_PKEY>(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr)).get());
  }
  constexpr std::size_t kBase64 = 44;  // of 32 bytes, one "=" at the end
  if (text.size() != kBase64 || text.back() != '=' || text[kBase64 - 2] == '=') return std::nullopt;
  std::array<unsigned char, kKeyBytes + 1> decoded{};
  if (EVP_DecodeBlock(decoded.data(), bytes_of(text), static_cast<int>(text.size())) != kKeyBytes + 1)
    return std::nullopt;
  return std::string(decoded.begin(), decoded.begin() + kKeyBytes);
}

bool is_id_pattern(std::string_view text) {
  if (text.ends_with(".*")) text.remove_suffix(2);
  return is_plugin_id(text);
}

bool covers(const VendorKey& key, std::string_view id) {
  return std::any_of(key.ids.begin(), key.ids.end(), [&](const std::string& pattern) {
    if (!pattern.ends_with(".*")) return pattern == id;
    const auto prefix = std::string_view(pattern).substr(0, pattern.size() - 1);  // with its dot
    return id.size() > prefix.size() && id.starts_with(prefix);
  });
}

std::optional<std::string> signed_text(const fs::path& bundle, const Manifest& manifest) {
  std::string text;
  for (const auto& name : {std::string("plugin.json"), manifest.schema_file}) {
    if (name.empty()) continue;
    const auto bytes = contents(bundle / name, kManifestMaxBytes);
    if (!bytes) return std::nullopt;
    text += sha256_hex(*bytes) + "  " + name + "\n";
  }
  return text;
}

SignatureVerdict check_signature(const fs::path& bundle, const Manifest& manifest, const std::vector<VendorKey>& keys) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(bundle / kSignatureFile, error))) return {};
  SignatureVerdict verdict{SignatureState::kUnknown, {}, false};
  const auto signature = contents(bundle / kSignatureFile, kSignatureBytes).value_or("");
  const auto text = signed_text(bundle, manifest);
  for (const auto& key : keys) {
    if (!covers(key, manifest.id)) continue;
    if (text && is_signed_by(key, signature, *text)) return {SignatureState::kValid, key.name, key.inside};
    if (verdict.state == SignatureState::kUnknown) verdict = {SignatureState::kWrong, key.name, false};
  }
  return verdict;
}

std::string to_string(const SignatureVerdict& verdict) {
  switch (verdict.state) {
    case SignatureState::kNone: return "not signed";
    case SignatureState::kUnknown: return "signed, and no key of plugins.keys covers its id";
    case SignatureState::kValid: return "signed by " + verdict.key;
    case SignatureState::kWrong: return "wrongly signed for " + verdict.key;
  }
  return "not signed";
}

std::optional<SignatureFault> judge(const SignatureVerdict& verdict, const std::string& id, bool required) {
  if (verdict.state == SignatureState::kWrong)
    return SignatureFault{std::string(kSignatureFile) + " is not what the key \"" + verdict.key +
                              "\" signed: the bundle was changed after it was signed, or signed by somebody else",
                          "install the bundle again as its vendor sent it, or correct plugins.keys." + verdict.key};
  if (!required || verdict.state == SignatureState::kValid) return std::nullopt;
  if (verdict.state == SignatureState::kUnknown)
    return SignatureFault{"plugins.signatures is \"required\", and no key of plugins.keys covers \"" + id + "\"",
                          "add its vendor's public key to plugins.keys, if you trust it"};
  return SignatureFault{"plugins.signatures is \"required\", and the bundle has no " + std::string(kSignatureFile),
                        "install a signed bundle, or set plugins.signatures to \"optional\""};
}

}  // namespace baton::plugin
