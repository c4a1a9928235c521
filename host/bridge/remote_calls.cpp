// SPDX-License-Identifier: MIT
// remote_calls.cpp - what a runner sends by itself, turned into calls of the host's tables: the same functions a plugin
// of this process calls, with the same checks. Only extensions that were granted can be reached.
#include <bit>

#include "host/bridge/remote_services.h"
#include "host/bridge/remote_source.h"
#include "host/plugin/str.h"

namespace baton::bridge {
namespace {

// Completes an operation with one record.
template <class Table, class Record>
bool completed(plugin::HostFace& face, const char* id, const Frame& frame,
               void(BATON_CALL* Table::*function)(const baton_host_t*, baton_op_id_t, const Record*)) {
  Reader in(frame.body);
  Record record;
  in.record(record);
  const auto* table = granted<Table>(face, id);
  if (in.bad() || table == nullptr) return false;
  (table->*function)(face.host(), frame.id, &record);
  return true;
}

}  // namespace

bool RemoteSource::on_frame(const Frame& frame) {
  if (frame.kind == FrameKind::alive) return look_after();
  if (!serving_) return false;  // nothing may be asked before create
  if (frame.kind >= FrameKind::accepted && frame.kind <= FrameKind::classified) {
    if (!complete(frame)) return false;
    ended(frame.id);
    if ((frame.flags & wire::kPluginReturned) != 0) came_back(frame.id);
    return true;
  }
  if (frame.kind >= FrameKind::now && frame.kind <= FrameKind::metric_define) return answer(frame);
  return note(frame);
}

bool RemoteSource::complete(const Frame& frame) {
  auto& face = *face_;
  switch (frame.kind) {
    case FrameKind::accepted: return completed(face, BATON_HOST_CONNECTOR, frame, &baton_host_connector_t::accepted);
    case FrameKind::delivered: return completed(face, BATON_HOST_CONNECTOR, frame, &baton_host_connector_t::delivered);
    case FrameKind::listed: return completed(face, BATON_HOST_TEMPLATES, frame, &baton_host_templates_t::listed);
    case FrameKind::fetched: return completed(face, BATON_HOST_MEDIA, frame, &baton_host_media_t::fetched);
    case FrameKind::proposed: return completed(face, BATON_HOST_OWNERSHIP, frame, &baton_host_ownership_t::proposed);
    case FrameKind::summarized:
      return completed(face, BATON_HOST_SUMMARIZER, frame, &baton_host_summarizer_t::summarized);
    default: break;
  }
  Reader in(frame.body);
  if (frame.kind == FrameKind::classified) {
    const baton_label_t* const* labels = nullptr;
    std::uint32_t count = 0;
    in.list(labels, count);
    const auto* table = granted<baton_host_classifier_t>(*face_, BATON_HOST_CLASSIFIER);
    if (in.bad() || table == nullptr) return false;
    table->classified(host_, frame.id, labels, count);
    return true;
  }
  baton_lookup_result_t result = BATON_LOOKUP_UNKNOWN;
  baton_str_t remote_id{};
  in(result), in(remote_id);
  const auto* table = granted<baton_host_delivery_lookup_t>(*face_, BATON_HOST_DELIVERY_LOOKUP);
  if (in.bad() || table == nullptr) return false;
  table->looked_up(host_, frame.id, result, remote_id);
  return true;
}

// The plugin's function has returned something else than OK with a result: DirectCore::called(), seen from afar.
void RemoteSource::returned(const Frame& frame, Reader& in) {
  baton_status_t status = BATON_INTERNAL;
  std::uint8_t answered = 0;
  const baton_error_t* said = nullptr;
  in(status), in(answered), in.maybe(said);
  if (in.bad()) return;
  came_back(frame.id);
  if (status == BATON_PENDING) return;
  ended(frame.id);
  auto& operations = face_->operations();
  if (status == BATON_OK) {
    const auto broken = plugin::make_error(BATON_INTERNAL, "the plugin said OK without handing over a result");
    if (operations.end(frame.id, broken) == plugin::Ended::kBefore) return;
    return face_->misbehaved("it returned OK without a result");
  }
  if (answered != 0) return face_->misbehaved("it handed over a result and returned an error");
  if (status < BATON_OK || status > BATON_REJECTED) face_->misbehaved("it returned a status that does not exist");
  auto error = said == nullptr ? plugin::empty_error() : *said;
  error.status = status;
  operations.fail(frame.id, face_->without_secrets(error));
}

bool RemoteSource::record(Reader& in) {
  const auto* metrics = granted<baton_metrics_t>(*face_, BATON_METRICS);
  std::uint32_t metric_id = 0;
  std::uint64_t bits = 0;
  in(metric_id), in(bits);
  if (in.bad() || metrics == nullptr) return false;
  metrics->record(host_, metric_id, std::bit_cast<double>(bits));
  return true;
}

bool RemoteSource::note(const Frame& frame) {
  Reader in(frame.body);
  switch (frame.kind) {
    case FrameKind::failed: {
      baton_error_t error;
      in.record(error);
      if (in.bad()) return false;
      ended(frame.id);
      granted<baton_host_calls_t>(*face_, BATON_HOST_CALLS)->fail(host_, frame.id, &error);
      return true;
    }
    case FrameKind::returned: returned(frame, in); return !in.bad();
    case FrameKind::malformed: {
      std::string what;
      in(what);
      if (in.bad()) return false;
      ended(frame.id);
      face_->misbehaved(what);
      const auto error = plugin::make_error(BATON_INTERNAL, "the plugin handed over a malformed record: " + what);
      face_->operations().fail(frame.id, face_->without_secrets(error));
      return true;
    }
    case FrameKind::here: asked_there_ = {}; return true;
    case FrameKind::misbehaved: {
      std::string what;
      in(what);
      if (!in.bad()) face_->misbehaved(what);
      return !in.bad();
    }
    case FrameKind::progress: {
      std::uint32_t permille = 0;
      baton_str_t said{};
      in(permille), in(said);
      if (!in.bad()) granted<baton_host_calls_t>(*face_, BATON_HOST_CALLS)->progress(host_, frame.id, permille, said);
      return !in.bad();
    }
    case FrameKind::log_line: {
      baton_log_level_t level = BATON_LOG_INFO;
      baton_str_t message{}, more{};
      in(level), in(message), in(more);
      if (!in.bad()) granted<baton_log_t>(*face_, BATON_LOG)->write(host_, level, message, more);
      return !in.bad();
    }
    case FrameKind::http_cancel: {
      const auto* http = granted<baton_http_t>(*face_, BATON_HTTP);
      if (http != nullptr) http->cancel(host_, frame.id);
      return http != nullptr;
    }
    case FrameKind::timer_disarm: {
      const auto* timers = granted<baton_timers_t>(*face_, BATON_TIMERS);
      if (timers != nullptr) timers->disarm(host_, frame.id);
      return timers != nullptr;
    }
    case FrameKind::metric_record: return record(in);
    default: return false;
  }
}

// Each service is a leaf: none waits for the plugin, so the link's own thread may ask it.
bool RemoteSource::answer(const Frame& frame) {
  Writer out;
  if (!answer_question(*face_, frame, out)) return false;
  if (frame.kind == FrameKind::verify) note_secret(frame);
  link_->send(FrameKind::reply, frame.id, out.bytes());
  return true;
}

}  // namespace baton::bridge
