// SPDX-License-Identifier: MIT
#include "host/bridge/proxy.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "host/bridge/interfaces.h"
#include "host/bridge/remote_source.h"
#include "host/plugin/str.h"

namespace baton::bridge {
namespace {

RemoteSource& source_of(const baton_instance_t* self) { return *static_cast<RemoteSource*>(self->plugin_data); }

template <class Record>
baton_status_t begin(KindNumber kind, const baton_instance_t* self, const baton_call_t* call, const Record* record,
                     std::string_view about, baton_error_t* err) {
  Writer arguments;
  arguments.record(*record);
  return source_of(self).begin(kind, *call, arguments, about, err);
}

baton_status_t BATON_CALL receive(const baton_instance_t* self, const baton_call_t* call,
                                  const baton_webhook_t* webhook, baton_error_t* err) {
  Writer arguments;
  arguments.record(*webhook);
  source_of(self).write_signatures(arguments, webhook->body);
  return source_of(self).begin(FrameKind::receive, *call, arguments, plugin::view_of(webhook->body), err);
}

baton_status_t BATON_CALL poll(const baton_instance_t* self, const baton_call_t* call, baton_str_t cursor_name,
                               baton_str_t cursor, baton_error_t* err) {
  Writer arguments;
  arguments(cursor_name), arguments(cursor);
  return source_of(self).begin(FrameKind::poll, *call, arguments, plugin::view_of(cursor), err);
}

baton_status_t BATON_CALL deliver(const baton_instance_t* self, const baton_call_t* call,
                                  const baton_outbound_t* outbound, baton_error_t* err) {
  return begin(FrameKind::deliver, self, call, outbound, plugin::view_of(outbound->message_id), err);
}

baton_status_t BATON_CALL lookup(const baton_instance_t* self, const baton_call_t* call,
                                 const baton_outbound_t* outbound, baton_error_t* err) {
  return begin(FrameKind::lookup, self, call, outbound, plugin::view_of(outbound->message_id), err);
}

baton_status_t BATON_CALL list(const baton_instance_t* self, const baton_call_t* call, baton_error_t* err) {
  return source_of(self).begin(FrameKind::list_templates, *call, {}, "templates", err);
}

baton_status_t BATON_CALL fetch(const baton_instance_t* self, const baton_call_t* call,
                                const baton_attachment_t* attachment, baton_error_t* err) {
  return begin(FrameKind::fetch_media, self, call, attachment, plugin::view_of(attachment->remote_id), err);
}

// A case that has gone on is asked about anew, so revision and hand are part of what is asked.
baton_status_t BATON_CALL propose(const baton_instance_t* self, const baton_call_t* call,
                                  const baton_case_view_t* view, baton_error_t* err) {
  const auto about = plugin::text_of(view->case_id) + " " + std::to_string(view->revision);
  return begin(FrameKind::propose, self, call, view, about, err);
}

baton_status_t BATON_CALL summarize(const baton_instance_t* self, const baton_call_t* call,
                                    const baton_transcript_t* transcript, baton_error_t* err) {
  const auto* view = transcript->view;
  const auto about = view == nullptr ? std::string() : plugin::text_of(view->case_id);
  return begin(FrameKind::summarize, self, call, transcript, about + " " + std::to_string(transcript->revision), err);
}

baton_status_t BATON_CALL classify(const baton_instance_t* self, const baton_call_t* call, const baton_event_t* event,
                                   baton_error_t* err) {
  return begin(FrameKind::classify, self, call, event, plugin::view_of(event->text), err);
}

void BATON_CALL cancel(const baton_instance_t* self, baton_op_id_t op_id) {
  source_of(self).tell(FrameKind::cancel, op_id, {});
}

void BATON_CALL on_response(const baton_instance_t* self, baton_op_id_t op_id, const baton_http_response_t* response) {
  Writer body;
  body.record(*response);
  source_of(self).tell(FrameKind::on_response, op_id, body);
}

void BATON_CALL on_timer(const baton_instance_t* self, baton_op_id_t op_id, uint64_t cookie) {
  Writer body;
  body(cookie);
  source_of(self).tell(FrameKind::on_timer, op_id, body);
}

void BATON_CALL on_committed(const baton_instance_t* self, baton_op_id_t op_id, baton_status_t status) {
  Writer body;
  body(status);
  source_of(self).tell(FrameKind::on_committed, op_id, body);
}

void BATON_CALL on_stored(const baton_instance_t* self, baton_op_id_t op_id, baton_status_t status) {
  Writer body;
  body(status);
  source_of(self).tell(FrameKind::on_stored, op_id, body);
}

const baton_channel_policy_t* BATON_CALL policy(const baton_instance_t* self) {
  return source_of(self).channel_policy();
}

constexpr baton_connector_t kConnector{&receive, &poll, &deliver};
constexpr baton_ownership_t kOwnership{&propose};
constexpr baton_summarizer_t kSummarizer{&summarize};
constexpr baton_classifier_t kClassifier{&classify};
constexpr baton_templates_t kTemplates{&list};
constexpr baton_media_t kMedia{&fetch};
constexpr baton_delivery_lookup_t kLookup{&lookup};
constexpr baton_cancellation_t kCancellation{&cancel};
constexpr baton_channel_t kChannel{&policy};
constexpr baton_http_client_t kHttpClient{&on_response};
constexpr baton_timer_client_t kTimerClient{&on_timer};
constexpr baton_kv_client_t kKvClient{&on_committed};
constexpr baton_emit_client_t kEmitClient{&on_stored};

template <class Table>
constexpr PluginInterface travels(const char* id, const Table& table) {
  static_assert(sizeof(Table) % sizeof(void*) == 0);
  return {id, sizeof(Table) / sizeof(void*), &table};
}

constexpr auto kInterfaces = std::to_array<PluginInterface>({
    travels(BATON_CONNECTOR, kConnector),
    travels(BATON_OWNERSHIP, kOwnership),
    travels(BATON_SUMMARIZER, kSummarizer),
    travels(BATON_CLASSIFIER, kClassifier),
    travels(BATON_TEMPLATES, kTemplates),
    travels(BATON_MEDIA, kMedia),
    travels(BATON_DELIVERY_LOOKUP, kLookup),
    travels(BATON_CANCELLATION, kCancellation),
    travels(BATON_CHANNEL, kChannel),
    travels(BATON_HTTP_CLIENT, kHttpClient),
    travels(BATON_TIMER_CLIENT, kTimerClient),
    travels(BATON_KV_CLIENT, kKvClient),
    travels(BATON_EMIT_CLIENT, kEmitClient),
});

// As large as the largest table above, and empty.
constexpr std::array<void*, 3> kHole{};
static_assert(sizeof kHole >= sizeof(baton_connector_t));

constexpr auto kHostExtensions = std::to_array<const char*>(
    {BATON_LOG, BATON_HOST_CALLS, BATON_CLOCK, BATON_TIMERS, BATON_HTTP, BATON_SECRETS, BATON_SIGNATURE, BATON_BLOB,
     BATON_KV, BATON_EMIT, BATON_METRICS, BATON_HOST_CONNECTOR, BATON_HOST_OWNERSHIP, BATON_HOST_SUMMARIZER,
     BATON_HOST_CLASSIFIER, BATON_HOST_TEMPLATES, BATON_HOST_MEDIA, BATON_HOST_DELIVERY_LOOKUP});

baton_status_t BATON_CALL init(const baton_instance_t* self, baton_error_t* err) { return source_of(self).init(err); }
baton_status_t BATON_CALL start(const baton_instance_t* self, baton_error_t* err) { return source_of(self).start(err); }
void BATON_CALL stop(const baton_instance_t* self) { source_of(self).stop(); }
void BATON_CALL destroy(const baton_instance_t* self) { source_of(self).destroy(); }

const void* BATON_CALL get_extension(const baton_instance_t* self, const char* id) {
  return source_of(self).extension(id);
}

constexpr baton_descriptor_t kDescriptor{};  // what it says was compared with the manifest in the runner

uint32_t BATON_CALL count(const baton_factory_t*) { return 1; }

const baton_descriptor_t* BATON_CALL descriptor(const baton_factory_t*, uint32_t index) {
  return index == 0 ? &kDescriptor : nullptr;
}

const baton_instance_t* BATON_CALL create(const baton_factory_t* self, const baton_create_t* params,
                                          baton_error_t* err) {
  return static_cast<const ProxyFactory*>(self)->source->create(*params, err);
}

}  // namespace

ProxyFactory proxy_factory(RemoteSource& source) { return {{&count, &descriptor, &create}, &source}; }

baton_instance_t proxy_instance(RemoteSource& source) {
  return {&kDescriptor, &source, &init, &start, &stop, &destroy, &get_extension};
}

const void* proxy_table(const char* id) {
  for (const auto& one : kInterfaces)
    if (std::string_view(one.id) == id) return one.proxy;
  return nullptr;
}

const void* proxy_table_with_hole() { return kHole.data(); }

std::span<const PluginInterface> plugin_interfaces() { return kInterfaces; }

std::span<const char* const> known_host_extensions() { return kHostExtensions; }

}  // namespace baton::bridge
