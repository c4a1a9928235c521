// SPDX-License-Identifier: MIT
#include "host/runner/session.h"

#include <algorithm>
#include <array>

#include "host/bridge/interfaces.h"
#include "host/plugin/check_records.h"
#include "host/plugin/str.h"
#include "host/plugin/whole_records.h"
#include "host/runner/confine.h"

namespace baton::runner {
namespace {

using wire::FrameKind;
using wire::KindNumber;
using wire::Reader;
using wire::Writer;

// Steps 1 and 2 are repeated for what they read; the host has judged the bundle.
plugin::Refused read_bundle(plugin::CheckedBundle& bundle) {
  if (auto refusal = plugin::step_read_manifest(bundle)) return refusal;
  return plugin::step_check_manifest(bundle);
}

HostProxy::Foreseen read_times(Reader& in) {
  std::int64_t now = 0;
  std::uint64_t monotonic = 0;
  in(now), in(monotonic);
  return {now, monotonic, {}, {}};
}

bool has_hole(const baton_instance_t& instance) {
  return instance.descriptor == nullptr || instance.init == nullptr || instance.start == nullptr ||
         instance.stop == nullptr || instance.destroy == nullptr || instance.get_extension == nullptr;
}

}  // namespace

void Session::run() {
  Frame frame;
  while (channel_.next(frame))
    if (!dispatch(frame)) return;
}

bool Session::dispatch(const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::open: open(frame); return true;
    case FrameKind::create: create(frame); return true;
    case FrameKind::init: init(frame); return true;
    case FrameKind::start: start(frame); return true;
    case FrameKind::stop:
      instance_->stop(instance_);
      reply(frame, {});
      return true;
    case FrameKind::destroy:
      instance_->destroy(instance_);
      library_.gone();
      plugin::LibraryTable::of_this_process().shut_down();
      reply(frame, {});
      return false;
    case FrameKind::are_you_there: channel_.send(FrameKind::here, 0, {}); return true;
    default: return operate(frame) || tell(frame);
  }
}

void Session::reply(const Frame& frame, const Writer& answer) {
  channel_.send(FrameKind::reply, frame.id, answer.bytes());
}

void Session::reply(const Frame& frame, baton_status_t status, const baton_error_t& error) {
  Writer answer;
  answer(status);
  answer.maybe(status == BATON_OK ? nullptr : &error);
  reply(frame, answer);
}

void Session::open(const Frame& frame) {
  Reader in(frame.body);
  bridge::open_fields(in, order_);
  bundle_.folder = order_.folder;
  Writer answer;
  bridge::write_words(answer, confine({order_.library, order_.network != 0, order_.user, host_process_}));
  confined_();
  auto refusal = read_bundle(bundle_);
  if (!refusal) {
    auto opened = library_.open(bundle_, static_cast<plugin::Kind>(order_.kind), [](plugin::LoadStep) {});
    if (auto* why = std::get_if<plugin::LoadRefusal>(&opened)) refusal = std::move(*why);
    else factory_ = std::get<const baton_factory_t*>(opened);
  }
  answer(std::uint8_t{!refusal});
  if (refusal) bridge::write_refusal(answer, *refusal);
  reply(frame, answer);
}

void Session::create(const Frame& frame) {
  Reader in(frame.body);
  baton_create_t params{};
  params.struct_size = sizeof params;
  in(params.descriptor_id), in(params.config_json);
  host_.emplace(channel_, order_.host_version, order_.log_level);
  host_->grant(bridge::read_words(in));
  params.host = host_->host();
  params.instance_id = plugin::str_of(order_.instance_id);
  auto error = plugin::empty_error();
  instance_ = factory_->create(factory_, &params, &error);
  if (instance_ == nullptr) return reply(frame, BATON_INTERNAL, error);
  library_.made();
  Writer answer;
  answer(baton_status_t{BATON_OK});
  answer(std::uint8_t{has_hole(*instance_)});
  reply(frame, answer);
}

void Session::init(const Frame& frame) {
  host_->open();
  auto error = plugin::empty_error();
  const auto status = instance_->init(instance_, &error);
  if (status != BATON_OK) return reply(frame, status, error);
  Writer answer;
  answer(status);
  find_interfaces(answer);
  reply(frame, answer);
}

void Session::find_interfaces(Writer& answer) {
  std::vector<std::string> whole, holed;
  for (const auto& known : bridge::plugin_interfaces()) {
    const auto* table = static_cast<const void* const*>(instance_->get_extension(instance_, known.id));
    if (table == nullptr) continue;
    const bool hole = std::any_of(table, table + known.functions, [](const void* one) { return one == nullptr; });
    (hole ? holed : whole).emplace_back(known.id);
  }
  bridge::write_words(answer, whole);
  bridge::write_words(answer, holed);
  const auto* channel = interface<baton_channel_t>(BATON_CHANNEL);
  plugin::WholeRecords records;
  const auto* policy =
      channel == nullptr || channel->policy == nullptr ? nullptr : records.of(channel->policy(instance_));
  answer.maybe(plugin::check_policy(policy) ? nullptr : policy);
}

void Session::start(const Frame& frame) {
  auto error = plugin::empty_error();
  reply(frame, instance_->start(instance_, &error), error);
}

template <class Call>
void Session::under_way(baton_op_id_t op, Call call) {
  auto error = plugin::empty_error();
  host_->enter(op);
  const auto status = call(error);
  host_->leave(status, error);
}

template <class Record, class Table>
void Session::call(const Frame& frame, const char* id,
                   baton_status_t(BATON_CALL* Table::*function)(const baton_instance_t*, const baton_call_t*,
                                                                const Record*, baton_error_t*)) {
  Reader in(frame.body);
  host_->foresee(read_times(in));
  baton_call_t call;
  Record record;
  in.record(call), in.record(record);
  const auto* table = interface<Table>(id);
  under_way(frame.id, [&](baton_error_t& error) { return (table->*function)(instance_, &call, &record, &error); });
}

void Session::receive(const Frame& frame) {
  Reader in(frame.body);
  auto foreseen = read_times(in);
  baton_call_t call;
  baton_webhook_t webhook;
  std::uint32_t count = 0;
  in.record(call), in.record(webhook), in(count);
  foreseen.signed_bytes = webhook.body;
  for (std::uint32_t i = 0; i < count && !in.bad(); ++i) {
    std::string name;
    in(name), in(foreseen.signatures[name]);
  }
  host_->foresee(std::move(foreseen));
  under_way(frame.id, [&](baton_error_t& error) {
    return interface<baton_connector_t>(BATON_CONNECTOR)->receive(instance_, &call, &webhook, &error);
  });
  host_->foresee({});  // it points into the frame
}

bool Session::operate(const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::receive: receive(frame); return true;
    case FrameKind::deliver: call(frame, BATON_CONNECTOR, &baton_connector_t::deliver); return true;
    case FrameKind::lookup: call(frame, BATON_DELIVERY_LOOKUP, &baton_delivery_lookup_t::lookup); return true;
    case FrameKind::fetch_media: call(frame, BATON_MEDIA, &baton_media_t::fetch); return true;
    case FrameKind::propose: call(frame, BATON_OWNERSHIP, &baton_ownership_t::propose); return true;
    case FrameKind::summarize: call(frame, BATON_SUMMARIZER, &baton_summarizer_t::summarize); return true;
    case FrameKind::classify: call(frame, BATON_CLASSIFIER, &baton_classifier_t::classify); return true;
    case FrameKind::poll: {
      Reader in(frame.body);
      host_->foresee(read_times(in));
      baton_call_t call;
      baton_str_t name{}, cursor{};
      in.record(call), in(name), in(cursor);
      under_way(frame.id, [&](baton_error_t& error) {
        return interface<baton_connector_t>(BATON_CONNECTOR)->poll(instance_, &call, name, cursor, &error);
      });
      return true;
    }
    case FrameKind::list_templates: {
      Reader in(frame.body);
      host_->foresee(read_times(in));
      baton_call_t call;
      in.record(call);
      under_way(frame.id, [&](baton_error_t& error) {
        return interface<baton_templates_t>(BATON_TEMPLATES)->list(instance_, &call, &error);
      });
      return true;
    }
    default: return false;
  }
}

bool Session::tell(const Frame& frame) {
  Reader in(frame.body);
  host_->foresee(read_times(in));
  switch (frame.kind) {
    case FrameKind::cancel:
      interface<baton_cancellation_t>(BATON_CANCELLATION)->cancel(instance_, frame.id);
      return true;
    case FrameKind::on_response: {
      baton_http_response_t response;
      in.record(response);
      interface<baton_http_client_t>(BATON_HTTP_CLIENT)->on_response(instance_, frame.id, &response);
      return true;
    }
    case FrameKind::on_timer: {
      std::uint64_t cookie = 0;
      in(cookie);
      interface<baton_timer_client_t>(BATON_TIMER_CLIENT)->on_timer(instance_, frame.id, cookie);
      return true;
    }
    case FrameKind::on_committed:
    case FrameKind::on_stored: {
      baton_status_t status = BATON_INTERNAL;
      in(status);
      if (frame.kind == FrameKind::on_stored)
        interface<baton_emit_client_t>(BATON_EMIT_CLIENT)->on_stored(instance_, frame.id, status);
      else
        interface<baton_kv_client_t>(BATON_KV_CLIENT)->on_committed(instance_, frame.id, status);
      return true;
    }
    default: return false;
  }
}

}  // namespace baton::runner
