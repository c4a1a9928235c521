// SPDX-License-Identifier: MIT
// The state of the WhatsApp stand-in, under one lock, and how it speaks: webhooks and statuses. The HTTP
// faces (graph_api.h for the host under test, control_api.h for whoever directs the play) work on it.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/net/server.h"
#include "host/sandbox/deliver.h"
#include "host/sandbox/schedule.h"
#include "host/sandbox/whatsapp/customers.h"
#include "host/sandbox/whatsapp/faults.h"
#include "host/sandbox/whatsapp/media.h"
#include "host/sandbox/whatsapp/numbers.h"
#include "host/sandbox/whatsapp/settings.h"
#include "host/sandbox/whatsapp/templates.h"
#include "host/sandbox/whatsapp/webhook.h"

namespace baton::sandbox::whatsapp {

// One accepted message.
struct Sent {
  std::uint64_t sequence = 0;
  std::string wamid;
  std::string to;  // digits, or the BSUID
  std::string type;
  std::string body;  // what the customer reads
  std::string template_name;
  std::string template_language;
  std::string category;  // of the template; "service" otherwise
  std::string callback_data;
  std::int64_t at_ms = 0;
  std::string status = "accepted";
  int error_code = 0;
  Customer* customer = nullptr;
  Json message;
};

// One call of the Graph API.
struct Called {
  std::uint64_t sequence = 0;
  std::int64_t at_ms = 0;
  std::string method;
  std::string path;
  int status = 0;  // 0: cut or left hanging
  int code = 0;    // of the error
  std::string fault;
};

struct Emit {
  std::string what;
  Signature signature = Signature::good;
  Deliverer::Done first_attempt;  // once for every callback; on a delivery thread
};

class World {
 public:
  World(Clock& time, Schedule& jobs, Schedule& real_time_jobs, Deliverer& deliveries);

  // All members below: hold `mutex`. Nothing here waits while holding it.
  std::mutex mutex;
  Clock& clock;
  Schedule& schedule;
  Schedule& real_time;  // for faults, which delay by the wall clock
  Deliverer& deliverer;
  Settings settings;
  Ids ids;
  Customers customers;
  Templates templates{ids};
  MediaStore media{ids};
  Faults faults;
  Bucket throughput;
  std::string base_url;  // "http://127.0.0.1:8080"
  std::deque<Sent> sent;
  std::deque<Called> calls;
  std::map<std::string, std::int64_t, std::less<>> inbound;  // wamid -> when; by remember_inbound()
  std::deque<net::Responder> hanging;                        // calls nobody will answer
  std::atomic<std::uint64_t> api_calls{0};                   // read without the lock

  void remember_inbound(const std::string& wamid, std::int64_t at_ms);
  std::vector<std::string> callbacks() const;  // where webhooks go now
  // Posts the body to every callback; returns how many there are.
  std::size_t post(const std::string& body, const Emit& emit);
  // One change as a webhook of its own. Account events carry a time.
  std::size_t event(std::string_view field, Json value, Emit emit = {});
  Json metadata() const;

  Sent& record(Sent accepted);
  Sent* find_sent(std::uint64_t sequence);
  Sent* find_sent(std::string_view wamid);
  // Plans sent, delivered, read (or failed with `code`) for a message just accepted.
  void plan_statuses(const Sent& message, int code);
  void status_now(std::uint64_t sequence, const std::string& status, int code, Emit emit = {});

  void template_event(const Template& which, std::string_view event, std::string_view title = {});

  static constexpr std::size_t kMaxRemembered =
      200000;  // sent messages, calls, inbound ids; the oldest go first
  static constexpr std::size_t kMaxHanging = 1000;

 private:
  Json status_value(const Sent& message, const std::string& status, int code);
  std::deque<std::string> inbound_order_;
  std::uint64_t next_sequence_ = 1;
};

// The sequence of statuses for a message and when each comes; pure, so that it can be tested.
struct PlannedStatus {
  std::int64_t after_ms;
  std::string status;
  int code;
};
std::vector<PlannedStatus> statuses_for(const Settings& settings, const Sent& message, int code);

}  // namespace baton::sandbox::whatsapp
