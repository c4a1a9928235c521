// SPDX-License-Identifier: MIT
// instance.hpp - what a plugin author derives from: the four kinds, and the extensions a connector may add.
//
//   class Whatsapp : public Connector, public HasChannel, public HasTemplates { ... };
//
// Every function below runs on the instance's strand (never two at once, but not always on the same OS
// thread) and must not block, unless it says otherwise. What it is handed is borrowed until it returns. It
// may throw: guard.hpp says what the host sees then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host.hpp"
#include "reply.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

namespace detail {
template <class Plugin>
class Holder;
}

// What an instance is born with; owned by the constructor's caller, so copy what you keep.
struct Create {
  std::string descriptor_id;
  std::string instance_id;
  std::string config_json;  // validated against the schema, defaults filled in
};

// An owning copy of baton_call_t; may be kept as long as the operation lasts.
struct Call {
  Call() = default;
  explicit Call(const baton_call_t& call)
      : op_id(call.op_id),
        budget_ms(call.budget_ms),
        attempt(call.attempt),
        idempotency_key(copy(call.idempotency_key)),
        trace_id(copy(call.trace_id)) {}

  baton_op_id_t op_id = 0;
  std::uint32_t budget_ms = 0;  // left when the call arrived; 0 = none
  std::uint32_t attempt = 1;
  std::string idempotency_key;  // the same over all attempts
  std::string trace_id;
};

// Names and texts of one plugin class; all of them static storage (string literals, the generated headers).
struct Descriptor {
  std::string_view id;
  std::string_view name;
  std::string_view vendor;
  std::string_view version;
  std::string_view config_schema;
  std::string_view capabilities;  // JSON array
};

// A plugin class has a constructor T(const Create&), which must not use host(), and `static Descriptor
// descriptor()`.
class Instance {
 public:
  virtual ~Instance() = default;
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // First moment host() is there. Check the meaning of the settings; throw Failure(INVALID_ARGUMENT, ...)
  // with the JSON pointer of the field in the error's code.
  virtual void init() {}
  // Take resources, begin work.
  virtual void start() {}
  // On return no thread of this instance runs. Timers, http answers and replies are dropped by the SDK
  // afterwards.
  virtual void stop() {}
  // Interfaces of the vendor's own, by id; the same answer every time after init. Any thread.
  virtual const void* extension(std::string_view /*id*/) const { return nullptr; }

 protected:
  Instance() = default;
  // From init() on; throws before.
  Host& host() const {
    if (host_ == nullptr) throw Failure(BATON_INTERNAL, "the host may be used from init on");
    return *host_;
  }

 private:
  template <class Plugin>
  friend class detail::Holder;
  Host* host_ = nullptr;
};

class Connector : public virtual Instance {
 public:
  // Check the signature over webhook.body, translate, answer; also a refusal is an answer (Batch::refused).
  virtual void receive(const Call& call, const baton_webhook_t& webhook, Reply<Batch> reply) = 0;
  // What happened after `cursor` (nothing on the very first call).
  virtual void poll(const Call& /*call*/, std::string_view /*cursor_name*/,
                    std::optional<std::string_view> /*cursor*/, Reply<Batch> reply) {
    reply.fail(BATON_NOT_SUPPORTED, "nothing to poll");
  }
  // One send. After a lost answer say DEADLINE_EXCEEDED (outcome unknown); never send again by yourself.
  virtual void deliver(const Call& call, const baton_outbound_t& outbound, Reply<Receipt> reply) = 0;
};

class Ownership : public virtual Instance {
 public:
  virtual void propose(const Call& call, const baton_case_view_t& view, Reply<Proposal> reply) = 0;
};

class Summarizer : public virtual Instance {
 public:
  virtual void summarize(const Call& call, const baton_transcript_t& transcript,
                         Reply<BriefBuilder> reply) = 0;
};

class Classifier : public virtual Instance {
 public:
  virtual void classify(const Call& call, const baton_event_t& event, Reply<Labels> reply) = 0;
};

// Extensions. Deriving from one is what offers it.

class HasChannel {
 public:
  virtual ~HasChannel() = default;
  // Asked once, after init(); the SDK keeps it for the life of the instance.
  virtual ChannelPolicy channel_policy() const = 0;
};

class HasTemplates {
 public:
  virtual ~HasTemplates() = default;
  virtual void list_templates(const Call& call, Reply<TemplatePage> reply) = 0;
};

class HasMedia {
 public:
  virtual ~HasMedia() = default;
  virtual void fetch_media(const Call& call, const baton_attachment_t& attachment,
                           Reply<FetchedMedia> reply) = 0;
};

class HasDeliveryLookup {
 public:
  virtual ~HasDeliveryLookup() = default;
  // "Did the send with call.idempotency_key go out?"
  virtual void look_up_delivery(const Call& call, const baton_outbound_t& outbound,
                                Reply<LookupAnswer> reply) = 0;
};

class HasCancellation {
 public:
  virtual ~HasCancellation() = default;
  // Best effort; the operation still completes once, normally with reply.fail(BATON_CANCELLED, ...).
  virtual void cancel(baton_op_id_t op_id) = 0;
};

}  // namespace v0
}  // namespace baton::sdk
