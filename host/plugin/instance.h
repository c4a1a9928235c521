// SPDX-License-Identifier: MIT
// instance.h - one running plugin as the rest of the host sees it. Whether it lives in this process or in another is
// known to nobody outside this room and the bridge.
//
// Every operation is asynchronous and ends by its callback, exactly once: with the plugin's answer, its error,
// DEADLINE_EXCEEDED when the budget ends, RATE_LIMITED when too many are under way, or CANCELLED by stop().
//
// A callback runs on whatever thread ends the operation: the plugin's own, the strand, the watchdog, or the caller's
// (refused at once). It MUST be quick, MUST NOT throw and MUST copy what it keeps: values are borrowed from the plugin
// until the callback returns. It may start further operations; it never waits for one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <baton/baton.h>

#include "host/plugin/channel_policy.h"
#include "host/plugin/health.h"
#include "host/plugin/manifest/manifest.h"
#include "host/plugin/metric_reading.h"

namespace baton::plugin {

inline constexpr std::size_t kOperationMaxCount = 1024;  // per instance, queued and pending
inline constexpr std::uint32_t kDefaultBudgetMs = 10000;
inline constexpr std::uint32_t kStopBudgetMs = 5000;

template <class T>
struct Outcome {
  baton_status_t status = BATON_INTERNAL;
  const T* value = nullptr;              // set exactly when status is BATON_OK
  const baton_error_t* error = nullptr;  // set exactly when it is not
};

template <class T>
using Done = std::function<void(const Outcome<T>&)>;

// An operation waits for its turn, so its arguments are built when that comes: no deep copies of records, and the
// storage behind them lives until the plugin's function has returned.
template <class Record>
class Argument {
 public:
  virtual ~Argument() = default;
  virtual const Record& build() = 0;  // called once
};

template <class Record>
using ArgumentPtr = std::unique_ptr<Argument<Record>>;

// From a (mutable) lambda that owns the storage and returns `const Record&`.
template <class Record, class Build>
ArgumentPtr<Record> argument(Build build) {
  struct FromBuild final : Argument<Record> {
    explicit FromBuild(Build b) : build_(std::move(b)) {}
    const Record& build() override { return build_(); }
    Build build_;
  };
  return std::make_unique<FromBuild>(std::move(build));
}

struct CallInfo {
  std::uint32_t budget_ms = kDefaultBudgetMs;
  std::uint32_t attempt = 1;
  std::string idempotency_key = {};
  std::string trace_id = {};
};

struct OpTicket {
  std::uint64_t op_id = 0;  // 0: the operation was refused and its callback has already run
};

struct Labels {
  const baton_label_t* const* items = nullptr;
  std::uint32_t count = 0;
};

struct LookupAnswer {
  baton_lookup_result_t result = BATON_LOOKUP_UNKNOWN;
  baton_str_t remote_message_id{};
};

struct InstanceInfo {
  std::string instance_id;
  std::string plugin_id;
  std::string plugin_version;
  Kind kind = Kind::kConnector;
  std::string file;
  std::string sha256;
  std::string abi;
  std::string place;      // "in-process" or "isolated"; for people only
  std::string signature;  // "signed by acme", "not signed"; for people only
};

class Instance {
 public:
  virtual ~Instance() = default;  // stops if need be

  virtual const InstanceInfo& info() const = 0;
  virtual Health health() const = 0;
  virtual std::vector<std::string> extensions() const = 0;  // optional ones this instance offers
  virtual std::vector<MetricReading> metrics() const = 0;    // what it counts itself, in the order it defined them

  virtual OpTicket receive(ArgumentPtr<baton_webhook_t> webhook, CallInfo call, Done<baton_batch_t> done) = 0;
  virtual OpTicket poll(std::string cursor_name, std::optional<std::string> cursor, CallInfo call,
                        Done<baton_batch_t> done) = 0;
  virtual OpTicket deliver(ArgumentPtr<baton_outbound_t> outbound, CallInfo call, Done<baton_receipt_t> done) = 0;
  virtual OpTicket lookup(ArgumentPtr<baton_outbound_t> outbound, CallInfo call, Done<LookupAnswer> done) = 0;
  virtual OpTicket list_templates(CallInfo call, Done<baton_template_page_t> done) = 0;
  virtual OpTicket fetch_media(ArgumentPtr<baton_attachment_t> attachment, CallInfo call,
                               Done<baton_media_fetched_t> done) = 0;
  virtual OpTicket propose(ArgumentPtr<baton_case_view_t> view, CallInfo call, Done<baton_proposal_t> done) = 0;
  virtual OpTicket summarize(ArgumentPtr<baton_transcript_t> transcript, CallInfo call, Done<baton_brief_t> done) = 0;
  virtual OpTicket classify(ArgumentPtr<baton_event_t> event, CallInfo call, Done<Labels> done) = 0;

  // What the connector declared when it started; nothing for other kinds and for connectors that declare nothing.
  virtual const std::optional<ChannelPolicy>& channel_policy() const = 0;

  // Ends the operation CANCELLED if it is still under way, and tells the plugin if it listens.
  virtual void cancel(OpTicket ticket) = 0;

  // The host's rules refused what this instance proposed: counted, shown to operators.
  virtual void note_refusal() = 0;
  // It answered within its budget, and yet the case had gone on without it: counted with what comes late.
  virtual void note_late() = 0;

  // Ends everything under way, stops and destroys the plugin's instance. False when it did not come back within the
  // budget: then it is abandoned, and its id is refused until the host is started anew.
  virtual bool stop(std::uint32_t budget_ms) = 0;
};

}  // namespace baton::plugin
