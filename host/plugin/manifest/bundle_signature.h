// SPDX-License-Identifier: MIT
// bundle_signature.h - who vouches for a bundle: a detached Ed25519 signature beside its manifest, checked against the
// public keys of vendors that an operator named. It covers plugin.json, the library by the hash that stands there, and
// the schema of the settings; nothing else that may lie in the folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/plugin/manifest/manifest.h"

namespace baton::plugin {

inline constexpr const char* kSignatureFile = "plugin.sig";  // 64 bytes, as `openssl pkeyutl -sign` writes them

struct VendorKey {
  std::string name;              // the operator's word for it
  std::string public_key;        // 32 bytes; empty: none, and no signature is right
  std::vector<std::string> ids;  // whose plugins it may sign: "com.acme.round-robin", or "com.acme.*" for all below
  bool inside = false;           // what it signed may run inside the host
};

// The 32 bytes of an Ed25519 public key from its PEM text, or from base64 of the bare key. Nothing: it is none.
std::optional<std::string> public_key_from(std::string_view text);
bool covers(const VendorKey& key, std::string_view id);
// "com.acme.round-robin" or "com.acme.*"
bool is_id_pattern(std::string_view text);

// What is signed: a line "HASH  NAME" for plugin.json and, where the manifest names one, the schema file, as sha256sum
// prints them. Nothing: a file cannot be read.
std::optional<std::string> signed_text(const std::filesystem::path& bundle, const Manifest& manifest);

enum class SignatureState {
  kNone,     // the bundle has none
  kUnknown,  // it has one, and no key covers the plugin's id
  kValid,
  kWrong,    // a key covers the id, and this is not its signature of this bundle
};

struct SignatureVerdict {
  SignatureState state = SignatureState::kNone;
  std::string key;      // its name, when kValid or kWrong
  bool inside = false;  // kValid, and the key says so
};

// Reads the bundle's files. Thread-safe.
SignatureVerdict check_signature(const std::filesystem::path& bundle, const Manifest& manifest,
                                 const std::vector<VendorKey>& keys);

// "signed by acme", "not signed", ...; for people.
std::string to_string(const SignatureVerdict& verdict);

// The rules about signatures, broken; empty where none is. `required`: plugins that did not come with the host must be
// signed by a key that covers their id.
struct SignatureFault {
  std::string what;
  std::string mend;
};
std::optional<SignatureFault> judge(const SignatureVerdict& verdict, const std::string& id, bool required);

}  // namespace baton::plugin
