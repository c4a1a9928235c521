// SPDX-License-Identifier: MIT
// secret_store.cpp - see secret_store.h.
#include "host/plugin/manifest/secret_store.h"

#include <algorithm>
#include <utility>

namespace baton::plugin {
namespace {

constexpr std::string_view kOpen = "${secret:";

// Through volatile, so that the compiler keeps the writes although nobody reads them.
void wipe(std::string& text) {
  volatile char* bytes = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = 0;
}

}  // namespace

SecretStore::~SecretStore() {
  for (auto& [name, entry] : entries_) wipe(entry.value);
}

void SecretStore::set(const std::string& name, std::string value) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[name];
  if (entry.version != 0 && entry.value == value) return;
  wipe(entry.value);
  entry.value = std::move(value);
  ++entry.version;
}

bool SecretStore::exists(std::string_view name) const { return version(name) != 0; }

std::uint64_t SecretStore::version(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(name);
  return found == entries_.end() ? 0 : found->second.version;
}

std::optional<std::string> SecretStore::value(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  return found->second.value;
}

std::vector<std::string> SecretStore::names() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_) names.push_back(name);
  return names;
}

std::string SecretStore::hide(std::string text) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string_view, std::string_view>> hidden;  // value, name
  for (const auto& [name, entry] : entries_)
    if (entry.value.size() >= kHiddenMinBytes) hidden.emplace_back(entry.value, name);
  // The longest first: one secret may be the beginning of another.
  std::sort(hidden.begin(), hidden.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& [value, name] : hidden) {
    const std::string reference = secret_reference(name);
    for (auto at = text.find(value); at != std::string::npos; at = text.find(value, at + reference.size()))
      text.replace(at, value.size(), reference);
  }
  return text;
}

std::string secret_reference(std::string_view name) { return std::string(kOpen) + std::string(name) + "}"; }

std::optional<std::string> with_secrets(std::string_view text, const SecretStore& secrets) {
  std::string result;
  while (true) {
    const std::size_t open = text.find(kOpen);
    result += text.substr(0, open);
    if (open == std::string_view::npos) return result;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto value = secrets.value(text.substr(open + kOpen.size(), close - open - kOpen.size()));
    if (!value) return std::nullopt;
    result += *value;
    text.remove_prefix(close + 1);
  }
}

}  // namespace baton::plugin
