// SPDX-License-Identifier: MIT
// api_house.h - for tests: the API on a real server on loopback, over an engine on a ledger in memory (house.h), with a
// token for everybody who may ask.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "host/engine/testing/house.h"
#include "host/http/api.h"
#include "host/net/client.h"

namespace baton::http::testing {

using nlohmann::json;

struct Answered {
  int status = 0;
  json body;
  net::ClientResult raw;
};

// Shows what the test wants; a reload comes to what the test wants.
class FakeDesk final : public PluginDesk {
 public:
  std::vector<PluginState> plugins() const override { return states; }
  std::vector<std::string> leaving() const override { return {"old"}; }
  std::optional<ReloadReport> last_reload() const override { return last; }
  PluginFigures figures() const override { return known; }
  ReloadReport reload(const std::string& by) override {
    auto report = outcome;
    report.by = by;
    last = report;
    ++reloads;
    return report;
  }

  std::vector<PluginState> states;
  PluginFigures known;
  ReloadReport outcome;
  std::optional<ReloadReport> last;
  int reloads = 0;
};

class ApiHouse {
 public:
  explicit ApiHouse(engine::testing::HouseOptions how = {}) : house(*memory, std::move(how)) {
    add("ana", policy::TokenRole::agent, "ana");
    add("ben", policy::TokenRole::agent, "ben");
    add("lea", policy::TokenRole::lead, "lea");
    add("desk", policy::TokenRole::service, "", {"act_as"});
    add("root", policy::TokenRole::admin, "");
    config.policy = *house.engine->policy();
    ApiOptions options;
    options.engine = house.engine.get();
    options.config = [this] {  // owned by nobody but this house
      return std::shared_ptr<const policy::CompiledConfig>(std::shared_ptr<void>(), &config);
    };
    options.blobs = blobs.get();
    options.logger = engine::testing::silent();
    options.plugins = &desk;
    options.not_ready = [this] { return not_ready; };
    api = std::make_unique<Api>(std::move(options));
    api->add_routes(server);
    base = "http://127.0.0.1:" + std::to_string(server.start());
  }
  ~ApiHouse() { server.stop(); }

  Answered ask(const std::string& method, const std::string& path, const std::string& token, const json& body = nullptr, std::vector<net::Header> more = {}) {
    net::ClientRequest request;
    request.method = method;
    request.url = base + path;
    request.timeout_ms = 20000;
    request.headers = std::move(more);
    if (!token.empty()) request.headers.push_back({"Authorization", "Bearer " + token});
    if (!body.is_null()) request.body = body.is_string() ? body.get<std::string>() : body.dump();
    Answered answered;
    answered.raw = client.send(request);
    answered.status = answered.raw.status;
    answered.body = json::parse(answered.raw.body, nullptr, false);
    return answered;
  }
  Answered get(const std::string& path, const std::string& token = "ana") { return ask("GET", path, token); }
  Answered post(const std::string& path, const json& body, const std::string& token = "ana", const std::string& key = {}) {
    std::vector<net::Header> more;
    if (!key.empty()) more.push_back({"Idempotency-Key", key});
    return ask("POST", path, token, body, std::move(more));
  }

  // A case that ana owns.
  std::string owned_case(const std::string& phone = "+491") {
    const auto id = house.taken_by_ana(house.says(phone, "my parcel is lost"));
    EXPECT_TRUE(house.settle());
    return id.value;
  }
  std::uint64_t epoch(const std::string& id) { return get("/v1/cases/" + id).body["owner_epoch"].get<std::uint64_t>(); }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  std::unique_ptr<ledger::BlobStore> blobs = ledger::make_memory_blob_store();
  engine::testing::House house;
  policy::CompiledConfig config;
  FakeDesk desk;
  std::string not_ready;
  std::unique_ptr<Api> api;  // its threads outlive the server
  net::Server server{{}};
  net::Client client;
  std::string base;

 private:
  void add(const std::string& name, policy::TokenRole role, const std::string& agent, std::vector<std::string> scopes = {}) {
    policy::Token token;
    token.name = name;
    token.role = role;
    token.sha256 = sha256_hex(name);
    token.agent = {agent};
    token.scopes = std::move(scopes);
    config.access.tokens.push_back(std::move(token));
  }
};

}  // namespace baton::http::testing
