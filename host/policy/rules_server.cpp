// SPDX-License-Identifier: MIT
// rules_server.cpp - where the host listens, what it stores, times that only make sense together.
#include <algorithm>

#include "host/policy/look.h"
#include "host/policy/rules.h"
#include "host/policy/schema_walk.h"

namespace baton::policy {
namespace {

using nlohmann::json;

void check_listen(const json& server, Findings& findings) {
  const std::string listen = text_of(server, "listen");
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string::npos || listen.size() - colon > 6) return;  // its form says so
  if (std::atoi(listen.c_str() + colon + 1) > 65535)
    findings.add("/server/listen", "the port is above 65535", "choose a port from 0 to 65535");
}

void check_public_url(const json& server, Findings& findings) {
  const std::string url = text_of(server, "public_url");
  if (url.empty()) return;
  const bool https = url.starts_with("https://");
  if (!https && !url.starts_with("http://"))
    findings.add("/server/public_url", "is not an http(s) address",
                 "write it like \"https://support.example.com\"");
  else if (url.find_first_of("?# ") != std::string::npos || url.size() <= (https ? 8u : 7u))
    findings.add("/server/public_url", "holds more or less than scheme, host, port and path",
                 "write it like \"https://support.example.com\"");
}

void check_tls(const Examined& examined, const json& server, Findings& findings) {
  const json& tls = as_object(look(server, {"tls"}));
  const std::string certificate = text_of(tls, "certificate_file");
  const std::string key = text_of(tls, "key_file");
  if (certificate.empty() != key.empty())
    findings.add("/server/tls", "names only one of certificate_file and key_file",
                 "name both, or none of them");
  for (const char* name : {"certificate_file", "key_file"}) {
    const std::string file = text_of(tls, name);
    std::error_code error;
    if (!file.empty() && !std::filesystem::is_regular_file(placed(examined.folder, file), error))
      findings.add(std::string("/server/tls/") + name, "the file does not exist",
                   "name the PEM file that holds it");
  }
}

void check_store(const Examined& examined, Findings& findings) {
  const json& store = as_object(look(examined.config, {"store"}));
  if (text_of(store, "kind") == "postgres")
    findings.add("/store/kind", "\"postgres\" is reserved and not built yet", "write \"sqlite\"");
  std::error_code error;
  if (std::filesystem::is_directory(placed(examined.folder, text_of(store, "path")), error))
    findings.add("/store/path", "is a folder", "name a file in it, for example baton.db");
}

void check_times(const json& config, Findings& findings) {
  const json& horizon = look(config, {"case", "reopen_horizon"});
  const std::string pointer = "/case/reopen_horizon";
  if (horizon == "helpdesk")
    findings.add(pointer, "\"helpdesk\" is reserved until a helpdesk connector is there",
                 "write a number of hours");
  else if (horizon.is_string())
    findings.add(pointer, "is neither a number of hours nor \"helpdesk\"",
                 "write a number of hours, for example 48");
  else if (horizon.is_number() && (horizon < 0 || horizon > 8760))
    findings.add(pointer, "is not between 0 and 8760 hours", "write a number of hours, for example 48");
  const json& triage = as_object(look(config, {"triage"}));
  if (number_of(triage, "burst_gap_s") > number_of(triage, "burst_max_s"))
    findings.add("/triage/burst_gap_s", "is longer than burst_max_s",
                 "a burst lasts at least as long as one gap");
  std::int64_t before = 0;
  const json& lookups = as_array(look(config, {"outbox", "lookup_after_s"}));
  for (std::size_t i = 0; i < lookups.size(); ++i) {
    if (!lookups[i].is_number_integer()) continue;
    if (lookups[i] <= before)
      findings.add("/outbox/lookup_after_s/" + std::to_string(i), "does not come after the one before it",
                   "write the times in rising order");
    before = std::max(before, lookups[i].get<std::int64_t>());
  }
}

}  // namespace

void check_server(const Examined& examined, Findings& findings) {
  const json& server = as_object(look(examined.config, {"server"}));
  check_listen(server, findings);
  check_public_url(server, findings);
  check_tls(examined, server, findings);
  check_store(examined, findings);
  check_times(examined.config, findings);
}

void check_literal_secrets(const Examined& examined, const json& schema, const json& value,
                           const std::string& base, Findings& findings) {
  if (flag_of(as_object(look(examined.config, {"server"})), "test_clock")) return;
  json copy = value;
  walk_with_schema(schema, copy, base, [&](const json& described, json& found, const std::string& pointer) {
    if (!is_secret(described) || !found.is_string() || examined.references.contains(pointer)) return;
    findings.add(pointer, "a secret stands in the file itself", "put it in ${ENV_NAME} or ${file:/path}");
  });
}

bool is_config_id(const std::string& id) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !id.empty() && id.size() <= 64 && id.front() >= 'a' && id.front() <= 'z' &&
         std::all_of(id.begin(), id.end(), fits);
}

std::filesystem::path placed(const std::filesystem::path& folder, const std::string& file) {
  return file.empty() ? std::filesystem::path() : (folder / file).lexically_normal();
}

}  // namespace baton::policy
