// SPDX-License-Identifier: MIT
// host_list.h - which addresses an instance may call. The manifest names hosts; the operator reads that list before
// allowing the plugin, and this is what holds it to it. Pure.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::plugin {

struct Origin {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; IPv6 without brackets
  std::uint16_t port = 0;
  bool operator==(const Origin&) const = default;
};

// Strict on purpose: what two parsers could read differently (user info, backslashes, escapes in the host, white
// space) is no address.
std::optional<Origin> origin_of(std::string_view url);

// Entries: "graph.example.com" and "*.example.com" (https only), either with ":port"; "{settings.NAME}" stands for
// scheme, host and port of the address in that setting, which the operator wrote.
class HostList {
 public:
  HostList(const std::vector<std::string>& entries, const nlohmann::json& settings);

  bool allows(std::string_view url) const;

 private:
  std::vector<Origin> origins_;    // exact
  std::vector<Origin> wildcards_;  // host is the part after "*", with its dot
};

}  // namespace baton::plugin
