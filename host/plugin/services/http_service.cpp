// SPDX-License-Identifier: MIT
// http_service.cpp - see http_service.h. Requests are converted and checked here; the port only moves bytes.
#include "host/plugin/services/http_service.h"

#include <algorithm>
#include <utility>

#include "host/plugin/host_face.h"
#include "host/plugin/record_check.h"
#include "host/plugin/services/blob_sink.h"
#include "host/plugin/services/multipart.h"
#include "host/plugin/whole_records.h"

namespace baton::plugin {
namespace {

using nlohmann::json;

bool is_token(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

// No line break may get into a header, neither from the plugin nor from a secret.
bool is_header_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\t';
  });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

// The host frames the message itself.
bool is_hosts_own(const std::string& lower_name) {
  for (const char* own : {"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"})
    if (lower_name == own) return true;
  return false;
}

std::string headers_as_json(const HttpResult& result) {
  json object = json::object();
  for (const auto& [name, value] : result.headers) {
    json& member = object[name];
    member = member.is_string() ? json(member.get<std::string>() + ", " + value) : json(value);
  }
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

baton_status_t BATON_CALL send(const baton_host_t* host, const baton_http_request_t* request, baton_op_id_t* op_id,
                               baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    baton_op_id_t ignored = 0;
    const auto sent = face.http.send(op_id == nullptr ? nullptr : request, op_id == nullptr ? ignored : *op_id);
    if (sent.misbehaved) face.misbehaved(std::string("http.send: ") + sent.why);
    if (sent.status != BATON_OK && err != nullptr && err->struct_size >= sizeof *err)
      *err = make_error(sent.status, sent.why);
    return sent.status;
  });
}

void BATON_CALL cancel(const baton_host_t* host, baton_op_id_t op_id) {
  guarded(host, 0, [&](HostFace& face) {
    face.http.cancel(op_id);
    return 0;
  });
}

bool are_well_formed(const baton_http_part_t* const* parts, std::uint32_t count) {
  RecordCheck check;
  std::uint64_t held = 0;
  check.list("parts", parts, count, kHttpPartMaxCount, [&](const baton_http_part_t* part) {
    if (!check.record("part", part)) return;
    check.text("name", part->name, BATON_ID_MAX_BYTES);
    check.text("file_name", part->file_name, BATON_ID_MAX_BYTES * 8);
    check.id("content_type", part->content_type);
    check.id("blob_id", part->blob_id);
    check.bytes("data", part->data.data, part->data.size, BATON_HTTP_BODY_MAX_BYTES - held);
    if (!check.fault) held += part->data.size;
  });
  return !check.fault;
}

HttpService::Sent malformed(const char* why) { return {BATON_INVALID_ARGUMENT, why, true}; }

}  // namespace

const baton_http_t kHttpTable = {&send, &cancel};

const char* fault_of_request(const baton_http_request_t* request) {
  RecordCheck check;
  if (!check.record("request", request)) return "the request is NULL or too small";
  check.text("method", request->method, 32);
  check.text("url", request->url, 8192);
  check.json_object("headers_json", request->headers_json);
  check.bytes("body", request->body.data, request->body.size, BATON_HTTP_BODY_MAX_BYTES);
  if (check.fault || !is_token(view_of(request->method))) return "method, url, headers or body are malformed";
  return are_well_formed(request->parts, request->part_count) ? nullptr : "a part is malformed";
}

HttpService::HttpService(const HttpServiceOptions& options, std::weak_ptr<PluginCaller> caller)
    : port_(options.port),
      blobs_(options.blobs),
      secrets_(options.secrets),
      hosts_(options.hosts, options.settings),
      caller_(std::move(caller)) {}

HttpService::Sent HttpService::send(const baton_http_request_t* request, baton_op_id_t& op_id) {
  const auto caller = caller_.lock();
  if (caller == nullptr) return {BATON_UNAVAILABLE, "the instance is gone"};
  WholeRecords records;
  request = records.of(request);
  if (const char* fault = fault_of_request(request)) return malformed(fault);
  HttpRequest converted;
  std::shared_ptr<BlobSink> sink;
  const Sent problem = convert(*request, converted, sink);
  if (problem.status != BATON_OK) return problem;
  const baton_op_id_t id = caller->new_id();
  {
    const std::lock_guard lock(mutex_);
    if (cut_off_) return {BATON_UNAVAILABLE, "the instance is stopped"};
    if (in_flight_.size() >= kHttpInFlightMaxCount) return {BATON_RATE_LIMITED, "too many requests at a time"};
    in_flight_[id] = {};
  }
  op_id = id;
  const bool is_read_only = converted.method == "GET" || converted.method == "HEAD";
  const auto ticket = port_->send(std::move(converted), [this, weak = caller_, id, is_read_only, sink](HttpResult&& result) {
    if (const auto alive = weak.lock()) finish(id, is_read_only, std::move(result), sink);
  });
  const std::lock_guard lock(mutex_);
  if (const auto found = in_flight_.find(id); found != in_flight_.end()) found->second.ticket = ticket;
  return {};
}

HttpService::Sent HttpService::convert(const baton_http_request_t& from, HttpRequest& to,
                                       std::shared_ptr<BlobSink>& sink) const {
  to.method = text_of(from.method);
  to.url = text_of(from.url);
  if (!hosts_.allows(to.url)) return {BATON_PERMISSION_DENIED, "the address is not among the plugin's http_hosts"};
  to.budget_ms = from.budget_ms == 0 ? kHttpDefaultBudgetMs : std::min(from.budget_ms, kHttpBudgetMaxMs);
  const std::uint64_t most = from.response_to_blob != 0 ? BATON_BLOB_MAX_BYTES : BATON_HTTP_BODY_MAX_BYTES;
  to.max_response_bytes = from.max_response_bytes == 0 ? most : std::min<std::uint64_t>(from.max_response_bytes, most);
  if (const Sent problem = convert_headers(from, to); problem.status != BATON_OK) return problem;
  if (from.part_count > 0) {
    if (const Sent problem = convert_parts(from, to); problem.status != BATON_OK) return problem;
  } else {
    to.body = std::string(view_of(from.body));
  }
  if (from.response_to_blob == 0) return {};
  if (blobs_ == nullptr) return {BATON_NOT_SUPPORTED, "the host has no blobs"};
  sink = std::make_shared<BlobSink>(*blobs_);
  to.sink = [sink](std::string_view bytes) { return sink->write(bytes); };
  return {};
}

HttpService::Sent HttpService::convert_headers(const baton_http_request_t& from, HttpRequest& to) const {
  if (from.headers_json.size == 0) return {};
  const json headers = json::parse(view_of(from.headers_json), nullptr, false);
  if (!headers.is_object() || headers.size() > kHttpHeaderMaxCount) return malformed("headers_json has too many members");
  for (const auto& [name, value] : headers.items()) {
    if (!is_token(name) || is_hosts_own(lower(name)) || !value.is_string()) return malformed("a header is malformed");
    auto filled = with_secrets(value.get<std::string>(), *secrets_);
    if (!filled) return {BATON_NOT_FOUND, "a header names a secret that is not configured"};
    if (!is_header_value(*filled)) return malformed("a header holds a line break or a control character");
    to.headers.emplace_back(name, std::move(*filled));
  }
  return {};
}

HttpService::Sent HttpService::convert_parts(const baton_http_request_t& from, HttpRequest& to) const {
  std::vector<FormPart> parts;
  for (std::uint32_t i = 0; i < from.part_count; ++i) {
    const baton_http_part_t& part = *from.parts[i];
    if (part.blob_id.size != 0 && blobs_ == nullptr) return {BATON_NOT_SUPPORTED, "the host has no blobs"};
    parts.push_back({text_of(part.name), text_of(part.file_name), text_of(part.content_type),
                     std::string(view_of(part.data)), text_of(part.blob_id)});
  }
  Multipart multipart = make_multipart(std::move(parts), blobs_);
  if (multipart.body == nullptr) return {BATON_NOT_FOUND, "a part names a blob that does not exist"};
  std::erase_if(to.headers, [](const auto& header) { return lower(header.first) == "content-type"; });
  to.headers.emplace_back("Content-Type", multipart.content_type);
  to.streamed = std::move(multipart.body);
  return {};
}

void HttpService::cancel(baton_op_id_t op_id) {
  HttpPort::Ticket ticket = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = in_flight_.find(op_id);
    if (found == in_flight_.end()) return;
    ticket = found->second.ticket;
  }
  port_->cancel(ticket);
}

void HttpService::cut_off() {
  std::map<baton_op_id_t, InFlight> in_flight;
  {
    const std::lock_guard lock(mutex_);
    cut_off_ = true;
    in_flight.swap(in_flight_);
  }
  for (const auto& [id, request] : in_flight) port_->cancel(request.ticket);
}

void HttpService::finish(baton_op_id_t op_id, bool is_read_only, HttpResult&& result,
                         const std::shared_ptr<BlobSink>& sink) {
  {
    const std::lock_guard lock(mutex_);
    if (in_flight_.erase(op_id) == 0) return;  // cut off meanwhile
  }
  if (const auto caller = caller_.lock())
    caller->call_later([this, op_id, is_read_only, result = std::move(result), sink](const baton_instance_t* self) {
      if (client_ != nullptr) respond(self, op_id, is_read_only, result, sink);
    });
}

void HttpService::respond(const baton_instance_t* self, baton_op_id_t op_id, bool is_read_only,
                          const HttpResult& result, const std::shared_ptr<BlobSink>& sink) const {
  baton_http_response_t response{};
  response.struct_size = sizeof response;
  baton_error_t error = empty_error();
  const auto failed = [&](baton_status_t status, std::string_view message) {
    error = make_error(status, message);
    response.error = &error;
  };
  const std::string headers = headers_as_json(result);
  std::optional<FinishedBlob> blob;
  switch (result.failure) {
    case HttpFailure::kNone:
      response.http_status = static_cast<std::uint32_t>(result.status);
      response.headers_json = str_of(headers);
      response.body = bytes_of(result.body);
      if (sink == nullptr || result.status < 200 || result.status > 299) break;
      blob = sink->finish();
      if (!blob) {
        response.http_status = 0;
        failed(BATON_UNAVAILABLE, "the answer could not be stored");
        break;
      }
      response.blob_id = str_of(blob->id);
      response.blob_size_bytes = blob->size_bytes;
      response.blob_sha256 = str_of(blob->sha256);
      break;
    case HttpFailure::kNotSent: failed(BATON_UNAVAILABLE, result.message); break;
    case HttpFailure::kOutcomeUnknown: failed(BATON_DEADLINE_EXCEEDED, result.message); break;
    case HttpFailure::kCancelled: failed(BATON_CANCELLED, "cancelled"); break;
    case HttpFailure::kTooLarge:
      // Reading it again gives the same; what a write did before its long answer is unknown.
      failed(is_read_only ? BATON_INVALID_ARGUMENT : BATON_INTERNAL, "the answer is larger than allowed");
      break;
  }
  client_->on_response(self, op_id, &response);
}

}  // namespace baton::plugin
