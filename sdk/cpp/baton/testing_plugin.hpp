// SPDX-License-Identifier: MIT
// testing_plugin.hpp - one instance driven through its C tables, as a host would: create, init, start, calls,
// stop, destroy. The test is the strand. For tests; include it instead of testing.hpp when the whole plugin
// is under test.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "testing.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace testing {

// A call record with an op_id of the test's choice.
inline baton_call_t make_call(baton_op_id_t op_id) noexcept {
  auto call = make_record<baton_call_t>();
  call.op_id = op_id;
  call.budget_ms = 5000;
  call.attempt = 1;
  call.idempotency_key = str("key-1");
  return call;
}

// What an ownership plugin is asked when automation ends: revision 31, owner "bot:b", the rule that fired, the one lane
// there is, and the lane that the rule wants, if it wants one. The texts must outlive it; it is not copied, for `view`
// points into it.
struct OwnershipQuestion {
  OwnershipQuestion(std::string_view rule, std::string_view lane_id, std::string_view wanted_lane = {}) {
    trigger.rule = str(rule);
    trigger.wanted_lane = str(wanted_lane);
    lane.lane_id = str(lane_id);
    view.revision = 31;
    view.owner = str("bot:b");
    view.trigger = &trigger;
    view.lanes = lanes;
    view.lane_count = 1;
  }
  OwnershipQuestion(const OwnershipQuestion&) = delete;
  OwnershipQuestion& operator=(const OwnershipQuestion&) = delete;

  baton_trigger_t trigger = make_record<baton_trigger_t>();
  baton_lane_t lane = make_record<baton_lane_t>();
  const baton_lane_t* lanes[1] = {&lane};
  baton_case_view_t view = make_record<baton_case_view_t>();
};

// Owns an instance; stops and destroys it at the end. Throws std::runtime_error when a step fails that must
// not.
class Loaded {
 public:
  // `descriptor_id`: which of the factory's plugins; the first one when it is left out.
  Loaded(FakeHost& host, const baton_entry_t* entry, const char* factory_id, std::string_view config_json,
         std::string_view descriptor_id = {})
      : host_(&host) {
    auto error = make_record<baton_error_t>();
    const auto* factory = static_cast<const baton_factory_t*>(entry->get_factory(factory_id));
    if (factory == nullptr) throw std::runtime_error("no such factory");
    auto params = make_record<baton_create_t>();
    params.host = host.raw();
    params.descriptor_id = descriptor_id.empty() ? factory->descriptor(factory, 0)->id : str(descriptor_id);
    params.instance_id = str("instance-under-test");
    params.config_json = str(config_json);
    instance_ = factory->create(factory, &params, &error);
    if (instance_ == nullptr) throw std::runtime_error("create: " + copy_error(error).message);
  }
  ~Loaded() {
    stop();
    instance_->destroy(instance_);
  }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  baton_status_t init() {
    const baton_status_t status = instance_->init(instance_, fresh_error());
    initialised_ = status == BATON_OK;
    return status;
  }
  // init, if it was not done, and start.
  void start() {
    if (!initialised_ && init() != BATON_OK) throw std::runtime_error("init: " + error().message);
    if (instance_->start(instance_, fresh_error()) != BATON_OK)
      throw std::runtime_error("start: " + error().message);
    started_ = true;
  }
  void stop() {
    if (started_) instance_->stop(instance_);
    started_ = false;
  }

  const baton_instance_t* instance() const noexcept { return instance_; }
  template <class Table>
  const Table* table(const char* id) const {
    return static_cast<const Table*>(instance_->get_extension(instance_, id));
  }

  // The error record for the next call, and what the last call put there.
  baton_error_t* fresh_error() noexcept {
    error_ = make_record<baton_error_t>();
    return &error_;
  }
  Error error() const { return copy_error(error_); }

  baton_status_t receive(const baton_webhook_t& webhook, baton_op_id_t op_id = 1) {
    const baton_call_t call = make_call(op_id);
    return table<baton_connector_t>(BATON_CONNECTOR)->receive(instance_, &call, &webhook, fresh_error());
  }
  baton_status_t deliver(const baton_outbound_t& outbound, baton_op_id_t op_id = 1) {
    const baton_call_t call = make_call(op_id);
    return table<baton_connector_t>(BATON_CONNECTOR)->deliver(instance_, &call, &outbound, fresh_error());
  }
  baton_status_t propose(const baton_case_view_t& view, baton_op_id_t op_id = 1) {
    const baton_call_t call = make_call(op_id);
    return table<baton_ownership_t>(BATON_OWNERSHIP)->propose(instance_, &call, &view, fresh_error());
  }
  baton_status_t summarize(const baton_transcript_t& transcript, baton_op_id_t op_id = 1) {
    const baton_call_t call = make_call(op_id);
    return table<baton_summarizer_t>(BATON_SUMMARIZER)
        ->summarize(instance_, &call, &transcript, fresh_error());
  }
  baton_status_t classify(const baton_event_t& event, baton_op_id_t op_id = 1) {
    const baton_call_t call = make_call(op_id);
    return table<baton_classifier_t>(BATON_CLASSIFIER)->classify(instance_, &call, &event, fresh_error());
  }

  // Answers the http request that was sent as number `index`.
  void answer_http(std::size_t index, std::uint32_t http_status, std::string_view body,
                   std::string_view headers_json = "{}") const {
    auto response = make_record<baton_http_response_t>();
    response.http_status = http_status;
    response.headers_json = str(headers_json);
    response.body = bytes(body);
    respond(index, response);
  }
  // No answer came: UNAVAILABLE (never left) or DEADLINE_EXCEEDED (outcome unknown).
  void fail_http(std::size_t index, baton_status_t status) const {
    const baton_error_t error = make_error_record(Error{status, "no answer", {}, 0, BATON_SCOPE_MESSAGE});
    auto response = make_record<baton_http_response_t>();
    response.error = &error;
    respond(index, response);
  }
  void respond(std::size_t index, const baton_http_response_t& response) const {
    table<baton_http_client_t>(BATON_HTTP_CLIENT)
        ->on_response(instance_, host_->http_sent.at(index).op_id, &response);
  }
  void fire_timer(std::size_t index) const {
    const ArmedTimer& timer = host_->timers.at(index);
    table<baton_timer_client_t>(BATON_TIMER_CLIENT)->on_timer(instance_, timer.op_id, timer.cookie);
  }

 private:
  FakeHost* host_;
  const baton_instance_t* instance_ = nullptr;
  baton_error_t error_ = make_record<baton_error_t>();
  bool initialised_ = false;
  bool started_ = false;
};

}  // namespace testing
}  // namespace v0
}  // namespace baton::sdk
