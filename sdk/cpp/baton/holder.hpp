// SPDX-License-Identifier: MIT
// holder.hpp - the C face of one plugin object: lifecycle, calls and callbacks as noexcept trampolines. Not
// for authors; plugin.hpp includes it.
#pragma once

#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "guard.hpp"
#include "host.hpp"
#include "instance.hpp"
#include "reply.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace detail {

inline bool same_id(const char* left, const char* right) noexcept {
  return left != nullptr && std::strcmp(left, right) == 0;
}

template <class Plugin>
class Holder {
 public:
  static const baton_instance_t* create(const baton_create_t& params, const baton_descriptor_t* descriptor,
                                        baton_error_t* err) noexcept {
    return guard_value<const baton_instance_t*>("create", err, nullptr, [&] {
      auto holder = std::make_unique<Holder>();
      const Create create{copy(params.descriptor_id), copy(params.instance_id), copy(params.config_json)};
      holder->raw_host_ = params.host;
      holder->object_ = std::make_unique<Plugin>(create);
      holder->instance_ = {descriptor, holder.get(), &init, &start, &stop, &destroy, &get_extension};
      return static_cast<const baton_instance_t*>(&holder.release()->instance_);
    });
  }

 private:
  template <class Wanted>
  static constexpr bool kIs = std::is_base_of_v<Wanted, Plugin>;

  static Holder& of(const baton_instance_t* self) noexcept {
    return *static_cast<Holder*>(self->plugin_data);
  }

  // ---- lifecycle ----

  static baton_status_t BATON_CALL init(const baton_instance_t* self, baton_error_t* err) noexcept {
    return guard_status("init", err, [&] {
      Holder& holder = of(self);
      holder.host_ = std::make_unique<Host>(holder.raw_host_);
      holder.static_cast_base().host_ = holder.host_.get();
      holder.ask_for_tables();
      holder.object_->init();
      if constexpr (kIs<HasChannel>) {
        holder.policy_ = holder.object_->channel_policy();
        holder.policy_record_ = &holder.policy_.record();
      }
    });
  }

  static baton_status_t BATON_CALL start(const baton_instance_t* self, baton_error_t* err) noexcept {
    Holder& holder = of(self);
    const baton_status_t status = guard_status("start", err, [&] {
      holder.session_ = std::make_shared<Session>(holder.raw_host_, holder.tables_, holder.host_->log());
      holder.object_->start();
    });
    if (status != BATON_OK) holder.close();
    return status;
  }

  static void BATON_CALL stop(const baton_instance_t* self) noexcept {
    Holder& holder = of(self);
    guard_void(
        "stop", [&] { holder.object_->stop(); }, [&](const baton_error_t& error) { holder.complain(error); });
    holder.close();
  }

  static void BATON_CALL destroy(const baton_instance_t* self) noexcept {
    Holder* holder = &of(self);
    holder->close();
    delete holder;
  }

  // First nothing can be answered any more, then the waiting callbacks go, with the replies they captured.
  void close() noexcept {
    if (session_ != nullptr) session_->open.store(false);
    if (host_ == nullptr) return;
    guard_void(
        "stop", [&] { host_->forget(); }, [](const baton_error_t&) {});
  }

  // Without the host's side of its kind an instance could never answer; it says so now, not at the first
  // call.
  void ask_for_tables() {
    tables_.calls = host_->ask<baton_host_calls_t>(BATON_HOST_CALLS);
    if constexpr (kIs<Connector>) need(tables_.connector, BATON_HOST_CONNECTOR);
    if constexpr (kIs<Ownership>) need(tables_.ownership, BATON_HOST_OWNERSHIP);
    if constexpr (kIs<Summarizer>) need(tables_.summarizer, BATON_HOST_SUMMARIZER);
    if constexpr (kIs<Classifier>) need(tables_.classifier, BATON_HOST_CLASSIFIER);
    if constexpr (kIs<HasTemplates>)
      tables_.templates = host_->ask<baton_host_templates_t>(BATON_HOST_TEMPLATES);
    if constexpr (kIs<HasMedia>) tables_.media = host_->ask<baton_host_media_t>(BATON_HOST_MEDIA);
    if constexpr (kIs<HasDeliveryLookup>) {
      tables_.delivery_lookup = host_->ask<baton_host_delivery_lookup_t>(BATON_HOST_DELIVERY_LOOKUP);
    }
  }
  template <class Table>
  void need(const Table*& table, const char* id) {
    table = host_->ask<Table>(id);
    if (table == nullptr) throw Failure(not_offered(id));
  }

  Instance& static_cast_base() noexcept { return *object_; }
  void complain(const baton_error_t& error) noexcept {
    if (host_ != nullptr)
      host_->log().write(BATON_LOG_PLUGIN_MISBEHAVING, {error.message, error.message_size});
  }

  // ---- calls that are answered by a Reply ----

  // A host that calls an instance which is not started, or hands over nothing, has broken the contract.
  static baton_status_t refuse(Holder& holder, const char* name, baton_error_t* err) noexcept {
    if (holder.host_ != nullptr) holder.host_->log().write(BATON_LOG_HOST_MISBEHAVING, name);
    give_error(err,
               make_error_record(BATON_INVALID_ARGUMENT, "called while not started, or without arguments"));
    return BATON_INVALID_ARGUMENT;
  }

  template <class Answer, class Argument, class Code>
  static baton_status_t answer(const char* name, const baton_instance_t* self, const baton_call_t* call,
                               const Argument* argument, baton_error_t* err, Code&& code) noexcept {
    Holder& holder = of(self);
    if (holder.session_ == nullptr || !holder.session_->open.load() || call == nullptr ||
        argument == nullptr) {
      return refuse(holder, name, err);
    }
    std::shared_ptr<ReplyState<Answer>> state;
    try {
      state = std::make_shared<ReplyState<Answer>>(holder.session_, call->op_id);
      code(*holder.object_, Call(*call), Reply<Answer>(state));
    } catch (...) {
      const baton_error_t thrown = current_exception_record(name);
      if (state != nullptr) return ReplyState<Answer>::abandon(state, thrown, err);
      give_error(err, thrown);
      return thrown.status;
    }
    return ReplyState<Answer>::leave(std::move(state), err);
  }

  static baton_status_t BATON_CALL receive(const baton_instance_t* self, const baton_call_t* call,
                                           const baton_webhook_t* webhook, baton_error_t* err) noexcept {
    return answer<Batch>("receive", self, call, webhook, err,
                         [&](Plugin& plugin, const Call& owned, Reply<Batch> reply) {
                           plugin.receive(owned, *webhook, std::move(reply));
                         });
  }
  static baton_status_t BATON_CALL poll(const baton_instance_t* self, const baton_call_t* call,
                                        baton_str_t cursor_name, baton_str_t cursor,
                                        baton_error_t* err) noexcept {
    return answer<Batch>("poll", self, call, call, err,
                         [&](Plugin& plugin, const Call& owned, Reply<Batch> reply) {
                           std::optional<std::string_view> after;
                           if (!absent(cursor)) after = view(cursor);
                           plugin.poll(owned, view(cursor_name), after, std::move(reply));
                         });
  }
  static baton_status_t BATON_CALL deliver(const baton_instance_t* self, const baton_call_t* call,
                                           const baton_outbound_t* outbound, baton_error_t* err) noexcept {
    return answer<Receipt>("deliver", self, call, outbound, err,
                           [&](Plugin& plugin, const Call& owned, Reply<Receipt> reply) {
                             plugin.deliver(owned, *outbound, std::move(reply));
                           });
  }
  static baton_status_t BATON_CALL propose(const baton_instance_t* self, const baton_call_t* call,
                                           const baton_case_view_t* seen, baton_error_t* err) noexcept {
    return answer<Proposal>("propose", self, call, seen, err,
                            [&](Plugin& plugin, const Call& owned, Reply<Proposal> reply) {
                              plugin.propose(owned, *seen, std::move(reply));
                            });
  }
  static baton_status_t BATON_CALL summarize(const baton_instance_t* self, const baton_call_t* call,
                                             const baton_transcript_t* transcript,
                                             baton_error_t* err) noexcept {
    return answer<BriefBuilder>("summarize", self, call, transcript, err,
                                [&](Plugin& plugin, const Call& owned, Reply<BriefBuilder> reply) {
                                  plugin.summarize(owned, *transcript, std::move(reply));
                                });
  }
  static baton_status_t BATON_CALL classify(const baton_instance_t* self, const baton_call_t* call,
                                            const baton_event_t* event, baton_error_t* err) noexcept {
    return answer<Labels>("classify", self, call, event, err,
                          [&](Plugin& plugin, const Call& owned, Reply<Labels> reply) {
                            plugin.classify(owned, *event, std::move(reply));
                          });
  }
  static baton_status_t BATON_CALL list(const baton_instance_t* self, const baton_call_t* call,
                                        baton_error_t* err) noexcept {
    return answer<TemplatePage>("list", self, call, of(self).tables_.templates, err,
                                [&](Plugin& plugin, const Call& owned, Reply<TemplatePage> reply) {
                                  plugin.list_templates(owned, std::move(reply));
                                });
  }
  static baton_status_t BATON_CALL fetch(const baton_instance_t* self, const baton_call_t* call,
                                         const baton_attachment_t* attachment, baton_error_t* err) noexcept {
    if (of(self).tables_.media == nullptr) return refuse(of(self), "fetch", err);
    return answer<FetchedMedia>("fetch", self, call, attachment, err,
                                [&](Plugin& plugin, const Call& owned, Reply<FetchedMedia> reply) {
                                  plugin.fetch_media(owned, *attachment, std::move(reply));
                                });
  }
  static baton_status_t BATON_CALL lookup(const baton_instance_t* self, const baton_call_t* call,
                                          const baton_outbound_t* outbound, baton_error_t* err) noexcept {
    if (of(self).tables_.delivery_lookup == nullptr) return refuse(of(self), "lookup", err);
    return answer<LookupAnswer>("lookup", self, call, outbound, err,
                                [&](Plugin& plugin, const Call& owned, Reply<LookupAnswer> reply) {
                                  plugin.look_up_delivery(owned, *outbound, std::move(reply));
                                });
  }

  // ---- calls without an answer ----

  template <class Code>
  static void run(const char* name, const baton_instance_t* self, Code&& code) noexcept {
    Holder& holder = of(self);
    if (holder.host_ == nullptr) return;
    guard_void(
        name, [&] { code(holder); }, [&](const baton_error_t& error) { holder.complain(error); });
  }

  static void BATON_CALL cancel(const baton_instance_t* self, baton_op_id_t op_id) noexcept {
    run("cancel", self, [&](Holder& holder) { holder.object_->cancel(op_id); });
  }
  static void BATON_CALL on_response(const baton_instance_t* self, baton_op_id_t op_id,
                                     const baton_http_response_t* response) noexcept {
    if (response == nullptr) return;
    run("on_response", self, [&](Holder& holder) { holder.host_->http().finish(op_id, *response); });
  }
  static void BATON_CALL on_timer(const baton_instance_t* self, baton_op_id_t op_id, uint64_t) noexcept {
    run("on_timer", self, [&](Holder& holder) { holder.host_->timers().finish(op_id); });
  }
  static void BATON_CALL on_committed(const baton_instance_t* self, baton_op_id_t op_id,
                                      baton_status_t status) noexcept {
    run("on_committed", self, [&](Holder& holder) { holder.host_->kv().finish(op_id, status); });
  }
  static void BATON_CALL on_stored(const baton_instance_t* self, baton_op_id_t op_id,
                                   baton_status_t status) noexcept {
    run("on_stored", self, [&](Holder& holder) { holder.host_->emit().finish(op_id, status); });
  }
  static const baton_channel_policy_t* BATON_CALL policy(const baton_instance_t* self) noexcept {
    return of(self).policy_record_;
  }

  // A table exists only where the plugin class has what its functions call.
  static const void* BATON_CALL get_extension(const baton_instance_t* self, const char* id) noexcept {
    static constexpr baton_http_client_t kHttpClient{&on_response};
    static constexpr baton_timer_client_t kTimerClient{&on_timer};
    static constexpr baton_kv_client_t kKvClient{&on_committed};
    static constexpr baton_emit_client_t kEmitClient{&on_stored};
    if (const void* table = kind_table(id)) return table;
    if (const void* table = extension_table(id)) return table;
    if (same_id(id, BATON_HTTP_CLIENT)) return &kHttpClient;
    if (same_id(id, BATON_TIMER_CLIENT)) return &kTimerClient;
    if (same_id(id, BATON_KV_CLIENT)) return &kKvClient;
    if (same_id(id, BATON_EMIT_CLIENT)) return &kEmitClient;
    if (id == nullptr) return nullptr;
    return guard_value<const void*>("extension", nullptr, nullptr,
                                    [&] { return of(self).object_->extension(id); });
  }
  static const void* kind_table(const char* id) noexcept {
    if constexpr (kIs<Connector>) {
      static constexpr baton_connector_t kTable{&receive, &poll, &deliver};
      if (same_id(id, BATON_CONNECTOR)) return &kTable;
    }
    if constexpr (kIs<Ownership>) {
      static constexpr baton_ownership_t kTable{&propose};
      if (same_id(id, BATON_OWNERSHIP)) return &kTable;
    }
    if constexpr (kIs<Summarizer>) {
      static constexpr baton_summarizer_t kTable{&summarize};
      if (same_id(id, BATON_SUMMARIZER)) return &kTable;
    }
    if constexpr (kIs<Classifier>) {
      static constexpr baton_classifier_t kTable{&classify};
      if (same_id(id, BATON_CLASSIFIER)) return &kTable;
    }
    return nullptr;
  }
  static const void* extension_table(const char* id) noexcept {
    if constexpr (kIs<HasChannel>) {
      static constexpr baton_channel_t kTable{&policy};
      if (same_id(id, BATON_CHANNEL)) return &kTable;
    }
    if constexpr (kIs<HasTemplates>) {
      static constexpr baton_templates_t kTable{&list};
      if (same_id(id, BATON_TEMPLATES)) return &kTable;
    }
    if constexpr (kIs<HasMedia>) {
      static constexpr baton_media_t kTable{&fetch};
      if (same_id(id, BATON_MEDIA)) return &kTable;
    }
    if constexpr (kIs<HasDeliveryLookup>) {
      static constexpr baton_delivery_lookup_t kTable{&lookup};
      if (same_id(id, BATON_DELIVERY_LOOKUP)) return &kTable;
    }
    if constexpr (kIs<HasCancellation>) {
      static constexpr baton_cancellation_t kTable{&cancel};
      if (same_id(id, BATON_CANCELLATION)) return &kTable;
    }
    return nullptr;
  }

  baton_instance_t instance_{};
  const baton_host_t* raw_host_ = nullptr;
  HostTables tables_;
  ChannelPolicy policy_;
  const baton_channel_policy_t* policy_record_ = nullptr;
  std::shared_ptr<Session> session_;
  std::unique_ptr<Host> host_;  // before the object: it may use its host until it is gone
  std::unique_ptr<Plugin> object_;
};

}  // namespace detail
}  // namespace v0
}  // namespace baton::sdk
