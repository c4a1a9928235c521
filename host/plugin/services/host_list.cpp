// SPDX-License-Identifier: MIT
// host_list.cpp - see host_list.h.
#include "host/plugin/services/host_list.h"

#include <algorithm>
#include <charconv>

namespace baton::plugin {
namespace {

constexpr std::size_t kUrlMaxBytes = 8192;

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_hex_or_colon(char c) { return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool all(std::string_view text, bool (*fits)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

// "host", "host:port", "[v6]:port" into `origin`; false when it is none of them.
bool read_authority(std::string_view text, std::uint16_t default_port, Origin& origin) {
  const std::string authority = lower(text);
  std::string_view rest = authority;
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos || !all(rest.substr(1, close - 1), is_hex_or_colon)) return false;
    origin.host = std::string(rest.substr(1, close - 1));
    rest.remove_prefix(close + 1);
  } else {
    const std::size_t colon = rest.find(':');
    if (!all(rest.substr(0, colon), is_host_character)) return false;
    origin.host = std::string(rest.substr(0, colon));
    rest.remove_prefix(std::min(colon, rest.size()));
  }
  origin.port = default_port;
  if (rest.empty()) return true;
  const std::string_view digits = rest.substr(1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), origin.port);
  return rest.front() == ':' && !digits.empty() && error == std::errc{} && end == digits.data() + digits.size() &&
         origin.port != 0;
}

// The member at a dotted path; null when there is none.
const nlohmann::json* member(const nlohmann::json& settings, std::string_view path) {
  const nlohmann::json* at = &settings;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    const auto found = at->is_object() ? at->find(std::string(path.substr(0, dot))) : at->end();
    if (found == at->end()) return nullptr;
    at = &*found;
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  return at;
}

}  // namespace

std::optional<Origin> origin_of(std::string_view url) {
  if (url.size() > kUrlMaxBytes) return std::nullopt;
  for (char c : url)
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F || c == '\\') return std::nullopt;
  Origin origin;
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  origin.scheme = lower(url.substr(0, colon));
  if (origin.scheme != "http" && origin.scheme != "https") return std::nullopt;
  std::string_view authority = url.substr(colon + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (!read_authority(authority, origin.scheme == "https" ? 443 : 80, origin)) return std::nullopt;
  return origin;
}

HostList::HostList(const std::vector<std::string>& entries, const nlohmann::json& settings) {
  constexpr std::string_view kOpen = "{settings.";
  for (const std::string& entry : entries) {
    if (entry.starts_with(kOpen) && entry.ends_with('}')) {
      const auto* value = member(settings, std::string_view(entry).substr(kOpen.size(), entry.size() - kOpen.size() - 1));
      if (value == nullptr || !value->is_string()) continue;
      if (auto origin = origin_of(value->get<std::string>())) origins_.push_back(std::move(*origin));
      continue;
    }
    const bool wild = entry.starts_with("*.");
    Origin origin;
    origin.scheme = "https";
    if (!read_authority(std::string_view(entry).substr(wild ? 1 : 0), 443, origin)) continue;
    (wild ? wildcards_ : origins_).push_back(std::move(origin));
  }
}

bool HostList::allows(std::string_view url) const {
  const auto origin = origin_of(url);
  if (!origin) return false;
  if (std::find(origins_.begin(), origins_.end(), *origin) != origins_.end()) return true;
  return std::any_of(wildcards_.begin(), wildcards_.end(), [&](const Origin& wildcard) {
    return origin->scheme == wildcard.scheme && origin->port == wildcard.port &&
           origin->host.size() > wildcard.host.size() && origin->host.ends_with(wildcard.host);
  });
}

}  // namespace baton::plugin
