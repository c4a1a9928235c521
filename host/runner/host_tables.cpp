// SPDX-License-Identifier: MIT
// host_tables.cpp - the host's interfaces as the plugin calls them in a runner: each function is a frame. What cannot
// be read is not sent; the rest is judged by the host, as it is for plugins of its own process.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

#include "host/plugin/check_records.h"
#include "host/plugin/services/hmac.h"
#include "host/plugin/services/http_service.h"
#include "host/plugin/str.h"
#include "host/plugin/whole_records.h"
#include "host/runner/host_proxy.h"

namespace baton::runner {
namespace {

using wire::FrameKind;
using wire::KindNumber;
using wire::Reader;
using wire::Writer;

// --- results -------------------------------------------------------------------------------------------------------

template <class Record, class Check>
void complete(const baton_host_t* host, KindNumber kind, const char* name, baton_op_id_t op, const Record* record,
              Check check) {
  auto& proxy = proxy_of(host);
  plugin::WholeRecords records;
  record = records.of(record);
  if (const auto fault = check(record)) return proxy.malformed(op, std::string(name) + ": " + *fault);
  Writer body;
  body.record(*record);
  proxy.complete(op, kind, body);
}

void BATON_CALL accepted(const baton_host_t* host, baton_op_id_t op, const baton_batch_t* batch) {
  complete(host, FrameKind::accepted, "accepted", op, batch, plugin::check_batch);
}
void BATON_CALL delivered(const baton_host_t* host, baton_op_id_t op, const baton_receipt_t* receipt) {
  complete(host, FrameKind::delivered, "delivered", op, receipt, plugin::check_receipt);
}
void BATON_CALL listed(const baton_host_t* host, baton_op_id_t op, const baton_template_page_t* page) {
  complete(host, FrameKind::listed, "listed", op, page, plugin::check_template_page);
}
void BATON_CALL fetched(const baton_host_t* host, baton_op_id_t op, const baton_media_fetched_t* media) {
  complete(host, FrameKind::fetched, "fetched", op, media, plugin::check_media);
}
void BATON_CALL proposed(const baton_host_t* host, baton_op_id_t op, const baton_proposal_t* proposal) {
  complete(host, FrameKind::proposed, "proposed", op, proposal, plugin::check_proposal);
}
void BATON_CALL summarized(const baton_host_t* host, baton_op_id_t op, const baton_brief_t* brief) {
  complete(host, FrameKind::summarized, "summarized", op, brief, plugin::check_brief);
}

void BATON_CALL classified(const baton_host_t* host, baton_op_id_t op, const baton_label_t* const* labels,
                           uint32_t count) {
  auto& proxy = proxy_of(host);
  plugin::WholeRecords records;
  records.list(labels, count);
  if (const auto fault = plugin::check_labels(labels, count)) return proxy.malformed(op, "classified: " + *fault);
  Writer body;
  body.list(labels, count);
  proxy.complete(op, FrameKind::classified, body);
}

void BATON_CALL looked_up(const baton_host_t* host, baton_op_id_t op, baton_lookup_result_t result,
                          baton_str_t remote_message_id) {
  auto& proxy = proxy_of(host);
  if (remote_message_id.size != 0)
    if (const auto fault = plugin::check_id("remote_message_id", remote_message_id))
      return proxy.malformed(op, "looked_up: " + *fault);
  Writer body;
  body(result), body(remote_message_id);
  proxy.complete(op, FrameKind::looked_up, body);
}

// --- life of operations --------------------------------------------------------------------------------------------

// What may be sent as it is: readable, and no larger than the contract allows anywhere.
baton_str_t readable(baton_str_t text, std::uint64_t max_bytes) {
  return text.data == nullptr || text.size > max_bytes ? baton_str_t{nullptr, 0} : text;
}

void set(baton_error_t* err, const baton_error_t& said) {
  if (err != nullptr && err->struct_size >= sizeof *err) *err = said;
}

// The reply, as a reader over it; what a host that is gone answers is nothing, and the process ends soon after.
class Answer {
 public:
  Answer(const baton_host_t* host, KindNumber kind, const Writer& question)
      : body_(proxy_of(host).channel().ask(kind, question.bytes()).value_or(std::string())), in_(body_) {}
  template <class T>
  T get() {
    T value{};
    in_(value);
    return value;
  }
  // The first value of most answers. A host that is gone has not said OK.
  baton_status_t status() { return body_.empty() ? BATON_UNAVAILABLE : get<baton_status_t>(); }
  // What functions return that give an operation's id.
  baton_status_t outcome(baton_op_id_t* op, baton_error_t* err) {
    const auto status = this->status();
    const baton_error_t* said = nullptr;
    in_.maybe(said);
    if (body_.empty()) set(err, plugin::make_error(status, "the host could not be asked"));
    if (said != nullptr && said->status != BATON_OK) set(err, *said);
    const auto id = get<baton_op_id_t>();
    if (status == BATON_OK && op != nullptr) *op = id;
    return status;
  }

 private:
  const std::string body_;
  Reader in_;
};

void BATON_CALL fail(const baton_host_t* host, baton_op_id_t op, const baton_error_t* err) {
  proxy_of(host).fail(op, err);
}

uint32_t BATON_CALL is_cancelled(const baton_host_t* host, baton_op_id_t op) {
  Writer question;
  question(op);
  return Answer(host, FrameKind::is_cancelled, question).get<std::uint32_t>();
}

void BATON_CALL progress(const baton_host_t* host, baton_op_id_t op, uint32_t permille, baton_str_t note) {
  Writer body;
  body(permille), body(readable(note, BATON_ID_MAX_BYTES));
  proxy_of(host).channel().send(FrameKind::progress, op, body.bytes());
}

// What the host would say of it.
baton_status_t refused(const baton_host_t* host, const char* where, const std::string& fault, baton_error_t* err) {
  proxy_of(host).misbehaved(where + fault);
  set(err, plugin::make_error(BATON_INVALID_ARGUMENT, fault));
  return BATON_INVALID_ARGUMENT;
}

// --- log, clock, timers --------------------------------------------------------------------------------------------

// spdlog's numbers: trace 0, debug 1, info 2, warning 3, error 4.
uint32_t level_number(baton_log_level_t level) {
  if (level <= BATON_LOG_DEBUG) return 1;
  if (level == BATON_LOG_INFO) return 2;
  return level == BATON_LOG_WARNING ? 3 : 4;
}

uint32_t BATON_CALL enabled(const baton_host_t* host, baton_log_level_t level) {
  return level_number(level) >= proxy_of(host).log_level() ? 1 : 0;
}

void BATON_CALL write(const baton_host_t* host, baton_log_level_t level, baton_str_t message, baton_str_t fields_json) {
  Writer body;
  body(level), body(readable(message, BATON_ATTRIBUTES_MAX_BYTES));
  body(readable(fields_json, BATON_ATTRIBUTES_MAX_BYTES));
  proxy_of(host).channel().send(FrameKind::log_line, 0, body.bytes());
}

// The foreseen answer, once.
template <class T>
std::optional<T> take(const baton_host_t* host, std::optional<T> HostProxy::Foreseen::*what) {
  auto* foreseen = proxy_of(host).foreseen();
  return foreseen == nullptr ? std::nullopt : std::exchange(foreseen->*what, std::nullopt);
}

int64_t BATON_CALL now_unix_ms(const baton_host_t* host) {
  if (const auto known = take(host, &HostProxy::Foreseen::now)) return *known;
  return Answer(host, FrameKind::now, {}).get<std::int64_t>();
}
uint64_t BATON_CALL monotonic_ms(const baton_host_t* host) {
  if (const auto known = take(host, &HostProxy::Foreseen::monotonic)) return *known;
  return Answer(host, FrameKind::monotonic, {}).get<std::uint64_t>();
}

baton_status_t BATON_CALL arm(const baton_host_t* host, uint32_t after_ms, uint64_t cookie, baton_op_id_t* op_id) {
  if (op_id == nullptr) return BATON_INVALID_ARGUMENT;
  Writer question;
  question(after_ms), question(cookie);
  return Answer(host, FrameKind::timer_arm, question).outcome(op_id, nullptr);
}

void BATON_CALL disarm(const baton_host_t* host, baton_op_id_t op_id) {
  proxy_of(host).channel().send(FrameKind::timer_disarm, op_id, {});
}

// --- http ----------------------------------------------------------------------------------------------------------

baton_status_t BATON_CALL send(const baton_host_t* host, const baton_http_request_t* request, baton_op_id_t* op_id,
                               baton_error_t* err) {
  plugin::WholeRecords records;
  request = records.of(request);
  const char* const fault = plugin::fault_of_request(op_id == nullptr ? nullptr : request);
  if (fault != nullptr) return refused(host, "http.send: ", fault, err);
  Writer question;
  question.maybe(request);
  return Answer(host, FrameKind::http_send, question).outcome(op_id, err);
}

void BATON_CALL cancel(const baton_host_t* host, baton_op_id_t op_id) {
  proxy_of(host).channel().send(FrameKind::http_cancel, op_id, {});
}

// --- secrets and signatures ----------------------------------------------------------------------------------------

uint64_t ask_secret(const baton_host_t* host, KindNumber kind, baton_str_t name) {
  Writer question;
  question(readable(name, BATON_ID_MAX_BYTES));
  return Answer(host, kind, question).get<std::uint64_t>();
}

uint32_t BATON_CALL exists(const baton_host_t* host, baton_str_t name) {
  return ask_secret(host, FrameKind::secret_exists, name) == 0 ? 0 : 1;
}
uint64_t BATON_CALL version(const baton_host_t* host, baton_str_t name) {
  return ask_secret(host, FrameKind::secret_version, name);
}

bool readable(baton_bytes_t data) {
  return (data.data != nullptr || data.size == 0) && data.size <= BATON_HTTP_BODY_MAX_BYTES;
}

// Nothing when the host did not foresee the question.
std::optional<baton_status_t> foreseen_verdict(const baton_host_t* host, std::string_view secret, baton_bytes_t data,
                                               baton_bytes_t expected) {
  const auto* foreseen = proxy_of(host).foreseen();
  if (foreseen == nullptr || foreseen->signed_bytes.data != data.data || foreseen->signed_bytes.size != data.size)
    return std::nullopt;
  const auto found = foreseen->signatures.find(secret);
  if (found == foreseen->signatures.end()) return std::nullopt;
  const auto signature = found->second;
  if (signature.data == nullptr) return BATON_NOT_FOUND;
  const bool right = plugin::equal_digests(plugin::view_of(signature), plugin::view_of(expected));
  return right ? BATON_OK : BATON_PERMISSION_DENIED;
}

baton_status_t BATON_CALL verify(const baton_host_t* host, baton_signature_algorithm_t algorithm,
                                 baton_str_t secret_name, baton_bytes_t data, baton_bytes_t expected) {
  if (!readable(data) || !readable(expected) || secret_name.size > BATON_ID_MAX_BYTES) {
    proxy_of(host).misbehaved("signature.verify: a size without data, or over its limit");
    return BATON_INVALID_ARGUMENT;
  }
  if (algorithm == BATON_SIGNATURE_HMAC_SHA256)
    if (const auto known = foreseen_verdict(host, plugin::view_of(secret_name), data, expected)) return *known;
  Writer question;
  question(algorithm), question(secret_name), question(data), question(expected);
  return Answer(host, FrameKind::verify, question).status();
}

baton_status_t BATON_CALL sign(const baton_host_t* host, baton_signature_algorithm_t algorithm,
                               baton_str_t secret_name, baton_bytes_t data, uint8_t* out) {
  if (out == nullptr || !readable(data) || secret_name.size > BATON_ID_MAX_BYTES) {
    proxy_of(host).misbehaved("signature.sign: a NULL, or a size over its limit");
    return BATON_INVALID_ARGUMENT;
  }
  Writer question;
  question(algorithm), question(secret_name), question(data);
  Answer answer(host, FrameKind::sign, question);
  const auto status = answer.status();
  const auto made = answer.get<baton_bytes_t>();
  if (status == BATON_OK) std::copy_n(made.data, std::min<std::uint64_t>(made.size, BATON_SIGNATURE_BYTES), out);
  return status;
}

// --- blobs, keys and values, events --------------------------------------------------------------------------------

baton_status_t BATON_CALL size(const baton_host_t* host, baton_str_t blob_id, uint64_t* size_bytes) {
  if (size_bytes == nullptr) return BATON_INVALID_ARGUMENT;
  Writer question;
  question(readable(blob_id, BATON_ID_MAX_BYTES));
  Answer answer(host, FrameKind::blob_size, question);
  const auto status = answer.status();
  if (status == BATON_OK) *size_bytes = answer.get<std::uint64_t>();
  return status;
}

baton_status_t BATON_CALL read(const baton_host_t* host, baton_str_t blob_id, uint64_t offset, uint8_t* buffer,
                               uint64_t capacity, uint64_t* read_bytes) {
  if (read_bytes == nullptr || (buffer == nullptr && capacity != 0)) return BATON_INVALID_ARGUMENT;
  Writer question;
  question(readable(blob_id, BATON_ID_MAX_BYTES)), question(offset), question(capacity);
  Answer answer(host, FrameKind::blob_read, question);
  const auto status = answer.status();
  const auto got = answer.get<baton_bytes_t>();
  if (status != BATON_OK) return status;
  *read_bytes = std::min(got.size, capacity);
  std::copy_n(got.data, *read_bytes, buffer);
  return status;
}

baton_status_t BATON_CALL create(const baton_host_t* host, baton_op_id_t* write_id, baton_error_t* err) {
  if (write_id == nullptr) return BATON_INVALID_ARGUMENT;
  return Answer(host, FrameKind::blob_create, {}).outcome(write_id, err);
}

baton_status_t BATON_CALL append(const baton_host_t* host, baton_op_id_t write_id, baton_bytes_t bytes,
                                 baton_error_t* err) {
  if (bytes.data == nullptr && bytes.size != 0) {
    proxy_of(host).misbehaved("blob.append: a size without data");
    return BATON_INVALID_ARGUMENT;
  }
  // More than a frame holds goes in parts; one that is refused ends the rest.
  constexpr std::uint64_t kPartBytes = 16u << 20;
  do {
    const baton_bytes_t part{bytes.data, std::min(bytes.size, kPartBytes)};
    Writer question;
    question(write_id), question(part);
    const auto status = Answer(host, FrameKind::blob_append, question).outcome(nullptr, err);
    if (status != BATON_OK) return status;
    bytes = {bytes.data + part.size, bytes.size - part.size};
  } while (bytes.size > 0);
  return BATON_OK;
}

baton_status_t BATON_CALL finish(const baton_host_t* host, baton_op_id_t write_id, char* id, uint64_t capacity,
                                 uint64_t* size_bytes, baton_error_t* err) {
  if (id == nullptr || size_bytes == nullptr || capacity < BATON_ID_MAX_BYTES) {
    set(err, plugin::make_error(BATON_INVALID_ARGUMENT, "the buffer for the id must have 512 bytes"));
    return BATON_INVALID_ARGUMENT;
  }
  Writer question;
  question(write_id);
  Answer answer(host, FrameKind::blob_finish, question);
  const auto status = answer.outcome(nullptr, err);
  const auto made = answer.get<baton_str_t>();
  if (status != BATON_OK) return status;
  *size_bytes = std::min<std::uint64_t>(made.size, BATON_ID_MAX_BYTES);
  std::copy_n(made.data, *size_bytes, id);
  return status;
}

baton_status_t BATON_CALL get(const baton_host_t* host, baton_str_t key, uint8_t* buffer, uint64_t capacity,
                              uint64_t* size_bytes, uint64_t* revision) {
  if (size_bytes == nullptr || revision == nullptr || (buffer == nullptr && capacity != 0)) {
    proxy_of(host).misbehaved("kv.get: a NULL, or a key that is no text or over its limit");
    return BATON_INVALID_ARGUMENT;
  }
  Writer question;
  question(readable(key, BATON_ID_MAX_BYTES));
  Answer answer(host, FrameKind::kv_get, question);
  const auto status = answer.status();
  const auto value = answer.get<baton_bytes_t>();
  if (status != BATON_OK) return status;
  *size_bytes = value.size;
  *revision = answer.get<std::uint64_t>();
  if (capacity != 0) std::copy_n(value.data, std::min(capacity, value.size), buffer);
  return status;
}

baton_status_t BATON_CALL commit(const baton_host_t* host, const baton_kv_write_t* writes, uint32_t write_count,
                                 baton_op_id_t* op_id, baton_error_t* err) {
  const auto fault = op_id == nullptr ? plugin::Fault("op_id: is NULL") : plugin::check_kv_writes(writes, write_count);
  if (fault) return refused(host, "kv.commit: ", *fault, err);
  Writer question;
  question.values(writes, write_count);
  return Answer(host, FrameKind::kv_commit, question).outcome(op_id, err);
}

baton_status_t BATON_CALL emit(const baton_host_t* host, const baton_event_t* const* events, uint32_t event_count,
                               baton_str_t cursor_name, baton_str_t next_cursor, baton_op_id_t* op_id,
                               baton_error_t* err) {
  baton_batch_t batch{};
  batch.struct_size = sizeof batch;
  batch.events = events;
  batch.event_count = event_count;
  batch.cursor_name = cursor_name;
  batch.next_cursor = next_cursor;
  plugin::WholeRecords records;
  records.list(batch.events, batch.event_count);
  const auto fault = op_id == nullptr ? plugin::Fault("op_id: is NULL") : plugin::check_batch(&batch);
  if (fault) return refused(host, "emit: ", *fault, err);
  Writer question;
  question.list(batch.events, batch.event_count), question(cursor_name), question(next_cursor);
  return Answer(host, FrameKind::emit, question).outcome(op_id, err);
}

// --- metrics -------------------------------------------------------------------------------------------------------

baton_status_t BATON_CALL define(const baton_host_t* host, baton_metric_kind_t kind, baton_str_t name, baton_str_t help,
                                 baton_str_t unit, uint32_t* metric_id) {
  const bool fine = metric_id != nullptr && readable(name, BATON_METRIC_NAME_MAX_BYTES).data != nullptr &&
                    help.size <= BATON_METRIC_HELP_MAX_BYTES && unit.size <= BATON_METRIC_NAME_MAX_BYTES;
  Writer question;  // without a name it is refused and counted, as what it stands for would be
  question(kind), question(fine ? name : baton_str_t{nullptr, 0});
  question(readable(help, BATON_METRIC_HELP_MAX_BYTES)), question(readable(unit, BATON_METRIC_NAME_MAX_BYTES));
  Answer answer(host, FrameKind::metric_define, question);
  const auto status = answer.status();
  if (status == BATON_OK) *metric_id = answer.get<std::uint32_t>();
  return status;
}

void BATON_CALL record(const baton_host_t* host, uint32_t metric_id, double value) {
  if (metric_id == 0) return;
  Writer body;
  body(metric_id), body(std::bit_cast<std::uint64_t>(value));
  proxy_of(host).channel().send(FrameKind::metric_record, 0, body.bytes());
}

// --- the tables ----------------------------------------------------------------------------------------------------

constexpr baton_host_calls_t kCalls{&fail, &is_cancelled, &progress};
constexpr baton_log_t kLog{&enabled, &write};
constexpr baton_clock_t kClock{&now_unix_ms, &monotonic_ms};
constexpr baton_timers_t kTimers{&arm, &disarm};
constexpr baton_http_t kHttp{&send, &cancel};
constexpr baton_secrets_t kSecrets{&exists, &version};
constexpr baton_signature_t kSignature{&verify, &sign};
constexpr baton_blob_t kBlob{&size, &read, &create, &append, &finish};
constexpr baton_kv_t kKv{&get, &commit};
constexpr baton_emit_t kEmit{&emit};
constexpr baton_metrics_t kMetrics{&define, &record};
constexpr baton_host_connector_t kConnector{&accepted, &delivered};
constexpr baton_host_ownership_t kOwnership{&proposed};
constexpr baton_host_summarizer_t kSummarizer{&summarized};
constexpr baton_host_classifier_t kClassifier{&classified};
constexpr baton_host_templates_t kTemplates{&listed};
constexpr baton_host_media_t kMedia{&fetched};
constexpr baton_host_delivery_lookup_t kLookup{&looked_up};

struct Extension {
  std::string_view id;
  const void* table;
};

constexpr auto kExtensions = std::to_array<Extension>({
    {BATON_HOST_CALLS, &kCalls},
    {BATON_LOG, &kLog},
    {BATON_CLOCK, &kClock},
    {BATON_TIMERS, &kTimers},
    {BATON_HTTP, &kHttp},
    {BATON_SECRETS, &kSecrets},
    {BATON_SIGNATURE, &kSignature},
    {BATON_BLOB, &kBlob},
    {BATON_KV, &kKv},
    {BATON_EMIT, &kEmit},
    {BATON_METRICS, &kMetrics},
    {BATON_HOST_CONNECTOR, &kConnector},
    {BATON_HOST_OWNERSHIP, &kOwnership},
    {BATON_HOST_SUMMARIZER, &kSummarizer},
    {BATON_HOST_CLASSIFIER, &kClassifier},
    {BATON_HOST_TEMPLATES, &kTemplates},
    {BATON_HOST_MEDIA, &kMedia},
    {BATON_HOST_DELIVERY_LOOKUP, &kLookup},
});

}  // namespace

const void* host_table(std::string_view id) {
  for (const auto& known : kExtensions)
    if (known.id == id) return known.table;
  return nullptr;
}

}  // namespace baton::runner
