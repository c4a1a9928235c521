// SPDX-License-Identifier: MIT
// told_plugin.h - the plugin that does what it is told (uses_services.cpp), and small ports behind the host's services.
#pragma once

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <memory>
#include <sstream>
#include <string>

#include "host/plugin/loader.h"
#include "tests/abi/bad_plugins/bundle.h"
#include "tests/abi/bad_plugins/fake_ports.h"

namespace baton::plugin::test {

inline constexpr const char* kToken = "EAAG-very-secret";

class ToldPlugin {
 public:
  explicit ToldPlugin(Place place = place_under_test()) : place_(place) {
    LoaderOptions options = here();
    options.ports = {&timers_, &timers_, &http_, &blobs_, &kv_, &emit_};
    options.logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_));
    options.logger->set_pattern("%l %v");
    loader_ = std::make_unique<Loader>(options);
    folder_.lay("uses_services", [](nlohmann::json& manifest) {
      manifest["id"] = "uses-services";
      manifest["kinds"] = {"connector", "ownership"};
      manifest["capabilities"] = {"baton.kv/1",   "baton.emit/1", "baton.metrics/1", "baton.http/1", "baton.timers/1",
                                  "baton.blob/1", "baton.secrets/1", "baton.signature/1"};
      manifest["http_hosts"] = {"api.example.com"};
      manifest["config_schema"] = {{"type", "object"},
                                   {"additionalProperties", false},
                                   {"properties", {{"token", {{"type", "string"}, {"format", "baton-secret"}}}}}};
    });
    instance_ = load(Kind::kConnector);
  }

  std::unique_ptr<Instance> load(Kind kind) {
    LoadOrder order = order_for(folder_.path(), kind);
    order.place = place_;
    order.settings = {{"token", kToken}};
    LoadResult result = loader_->load(order);
    if (auto* refusal = std::get_if<LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
    return std::get<std::unique_ptr<Instance>>(std::move(result));
  }
  OpTicket tell(const std::string& text) {
    auto outbound = [text, record = baton_outbound_t{}]() mutable -> const baton_outbound_t& {
      record.struct_size = sizeof record;
      record.kind = BATON_OUTBOUND_MESSAGE;
      record.text = str_of(text);
      return record;
    };
    return instance_->deliver(argument<baton_outbound_t>(outbound), CallInfo{.budget_ms = 20000}, said_.done());
  }
  // What came of it: what the plugin said, or with which status and message it failed. One at a time.
  std::string answer() {
    if (!said_.wait(++seen_)) return "(nothing)";
    if (said_.statuses.at(seen_ - 1) == BATON_OK) return said_.values.back();
    return "failed " + std::to_string(said_.statuses.at(seen_ - 1)) + ": " + said_.messages.back();
  }
  std::string told(const std::string& text) {
    tell(text);
    return answer();
  }
  // The same where the store or the inbox is asked on the way; what it was asked stands before the answer.
  std::string kept(const std::string& text, baton_status_t status) {
    tell(text);
    const auto asked = kv_.next();
    if (!asked.done) return "(the store was not asked)";
    std::string seen;
    for (const auto& write : asked.writes)
      seen += write.key + "=" + write.value.value_or("(gone)") + "@" + std::to_string(write.expected_revision) + " ";
    asked.done(status);
    return asked.instance + ": " + seen + answer();
  }
  std::string stored(const std::string& text, baton_status_t status) {
    tell(text);
    const auto taken = emit_.next();
    if (!taken.stored) return "(the inbox was not asked)";
    std::string seen;
    for (const auto& id : taken.ids) seen += id + " ";
    taken.stored(status);
    return taken.instance + ": " + seen + taken.cursor_name + "=" + taken.next_cursor + " " + answer();
  }

 protected:
  const Place place_;
  std::ostringstream lines_;
  FakeHttp http_;
  FakeTimers timers_;
  FakeBlobs blobs_;
  FakeKv kv_;
  FakeEmit emit_;
  BundleFolder folder_;
  std::size_t seen_ = 0;
  Ends<baton_receipt_t, std::string> said_{[](const baton_receipt_t& r) { return text_of(r.remote_message_id); }};
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Instance> instance_;
};

}  // namespace baton::plugin::test
