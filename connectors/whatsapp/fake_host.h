// SPDX-License-Identifier: MIT
// For the tests: a host in one object. Secrets with real HMACs, http whose answers the test gives,
// completions and log lines written down. Loads the plugin through its exported entry, as a host does.
#pragma once

#include <baton/baton.h>

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "json_read.h"

namespace baton::whatsapp::fake {

struct SeenEvent {
  baton_event_kind_t kind = 0;
  std::uint32_t flags = 0;
  std::string source_event_id;
  std::string text;
  std::string account;
  std::uint32_t identity_count = 0;
};

struct Completion {
  baton_op_id_t op_id = 0;
  std::string what;  // accepted, delivered, listed, fetched, looked_up, failed
  std::vector<SeenEvent> events;
  std::uint32_t http_status = 0;
  std::string http_body;
  std::string refusal;
  std::string remote_id;     // message id, blob id
  std::uint32_t number = 0;  // held, template count, lookup result
  baton_status_t status = BATON_OK;
  baton_error_scope_t scope = 0;
  std::uint64_t retry_after_ms = 0;
  std::string code;
  std::string message;
};

struct Request {
  baton_op_id_t op_id = 0;
  std::string method;
  std::string url;
  std::string headers;
  std::string body;
  std::uint32_t part_count = 0;
  std::uint32_t budget_ms = 0;
  bool cancelled = false;
};

struct Answer {
  Answer(std::uint32_t http_status, std::string text) : status(http_status), body(std::move(text)) {}

  std::uint32_t status;
  std::string body;
  std::string headers = "{}";
  std::string blob_id;
  std::string blob_sha256;
  baton_status_t error = BATON_OK;
};

// No answer came.
inline Answer lost(baton_status_t error) {
  Answer made(0, "");
  made.error = error;
  return made;
}

class Host {
 public:
  Host();
  ~Host();
  Host(const Host&) = delete;

  // Through the factory of the exported entry; init and start. The status of the first step that fails.
  baton_status_t load(const Json& settings, bool with_start = true);
  void stop();

  baton_status_t receive(const std::string& method, const std::string& query, const std::string& body,
                         std::vector<std::pair<std::string, std::string>> headers,
                         const std::string& path = "");
  baton_status_t deliver(const baton_outbound_t& outbound, const std::string& key,
                         std::uint32_t budget_ms = 0);
  baton_status_t list();
  baton_status_t fetch(const std::string& media_id);
  baton_status_t lookup(const std::string& key);
  baton_status_t poll();
  void cancel(baton_op_id_t op_id);
  void answer(std::size_t request, const Answer& answer);

  static std::string hmac(const std::string& secret, const std::string& data);
  static std::string signature(const std::string& secret, const std::string& data);

  const void* extension(const char* id) const { return instance_->get_extension(instance_, id); }
  const baton_channel_policy_t* policy() const {
    return static_cast<const baton_channel_t*>(extension(BATON_CHANNEL))->policy(instance_);
  }
  const Completion& last() const { return completions.back(); }

  std::map<std::string, std::string> secrets;
  std::vector<Completion> completions;
  std::deque<Request> requests;
  std::vector<std::string> log;
  std::map<std::string, std::uint64_t> blobs;  // id -> size
  baton_status_t refuse_http = BATON_OK;
  std::int64_t now_unix_ms = 0;
  std::uint64_t monotonic_ms = 5;
  baton_op_id_t next_op = 100;
  baton_error_t error{};

 private:
  baton_call_t make_call(const std::string& key, std::uint32_t budget_ms = 0);
  baton_status_t note(baton_status_t status);

  baton_host_t host_{};
  const baton_instance_t* instance_ = nullptr;
  bool started_ = false;
};

}  // namespace baton::whatsapp::fake
