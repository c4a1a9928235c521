// SPDX-License-Identifier: MIT
// secret_store.h - the secrets of one plugin instance, by name. Settings that the schema calls secret are moved here,
// so that the plugin's own configuration holds only "${secret:NAME}". Values never leave through a log or a message.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::plugin {

// Thread-safe.
class SecretStore {
 public:
  SecretStore() = default;
  SecretStore(const SecretStore&) = delete;
  SecretStore& operator=(const SecretStore&) = delete;
  ~SecretStore();

  // The version grows by one when the value differs from the one before.
  void set(const std::string& name, std::string value);
  bool exists(std::string_view name) const;
  std::uint64_t version(std::string_view name) const;  // 0: no such secret
  std::optional<std::string> value(std::string_view name) const;
  std::vector<std::string> names() const;
  // Every value that stands in the text is its reference afterwards: for logs, since a remote system may say a secret
  // back. Values shorter than kHiddenMinBytes stay: they would be found in words that are none.
  std::string hide(std::string text) const;
  static constexpr std::size_t kHiddenMinBytes = 8;

 private:
  struct Entry {
    std::string value;
    std::uint64_t version = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
};

// "${secret:NAME}".
std::string secret_reference(std::string_view name);

// Replaces each "${secret:NAME}" of `text` by its value. Nothing when a name is unknown or a reference is not closed.
std::optional<std::string> with_secrets(std::string_view text, const SecretStore& secrets);

}  // namespace baton::plugin
