// SPDX-License-Identifier: MIT
// http.hpp - HTTP through the host, with the answer in a callback.
//
//   HttpRequest request;
//   request.url = "https://api.example.com/messages";
//   request.headers = {{"Authorization", "Bearer ${secret:token}"}};   // the plugin never sees the token
//   auto sent = host().http().send(request, [reply](const HttpResponse& response) mutable { ... });
//   if (!sent) return reply.fail(sent.error());
//
// send() may be called from any thread and copies the request before it returns. The callback runs once, on
// the strand, never from inside send(); it is dropped unrun when the instance stops.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callbacks.hpp"
#include "error.hpp"
#include "events.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

struct HttpPart {
  std::string name;
  std::string file_name;     // empty: an ordinary field
  std::string content_type;  // empty: none is sent
  std::string data;
  std::string blob_id;  // not empty: the content is this blob, and data is ignored
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;  // values may hold ${secret:name}
  std::string body;
  std::vector<HttpPart> parts;  // not empty: multipart/form-data, and body is ignored
  std::uint32_t budget_ms = 0;  // 0 = host's default
  bool response_to_blob = false;
  std::uint64_t max_response_bytes = 0;  // 0 = the limit of limits.h
};

// Borrowed for the duration of the callback; copy what you keep.
struct HttpResponse {
  std::uint32_t http_status = 0;  // 0 when no answer came: see error
  std::string_view headers_json;  // {"name": "value"}, names in lower case
  std::string_view body;
  std::string_view blob_id;
  std::uint64_t blob_size_bytes = 0;
  std::string_view blob_sha256;
  // Set when no answer came. UNAVAILABLE: the request surely never left. DEADLINE_EXCEEDED: outcome unknown.
  std::optional<Error> error;

  bool answered() const noexcept { return !error.has_value(); }
};

class Http {
 public:
  using Callback = std::function<void(const HttpResponse&)>;

  Http(const baton_host_t* host, const baton_http_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }

  Result<baton_op_id_t> send(const HttpRequest& request, Callback callback) {
    if (table_ == nullptr) return detail::not_offered(BATON_HTTP);
    const std::string headers_json = encode_headers(request);
    detail::RecordList<baton_http_part_t> parts;
    parts.rebuild(request.parts, part_record);
    auto record = make_record<baton_http_request_t>();
    record.budget_ms = request.budget_ms;
    record.method = str(request.method);
    record.url = str(request.url);
    record.headers_json = str_or_absent(headers_json);
    record.body = bytes(request.body);
    record.parts = parts.data();
    record.part_count = parts.count();
    record.response_to_blob = request.response_to_blob ? 1u : 0u;
    record.max_response_bytes = request.max_response_bytes;
    auto error = make_record<baton_error_t>();
    baton_op_id_t op_id = 0;
    const baton_status_t status = waiting_.start(&op_id, std::move(callback), [&](baton_op_id_t* out) {
      return table_->send(host_, &record, out, &error);
    });
    if (status != BATON_OK && status != BATON_PENDING) return detail::error_of(status, error);
    return op_id;
  }

  // Best effort; the callback still runs.
  void cancel(baton_op_id_t op_id) noexcept {
    if (table_ != nullptr) table_->cancel(host_, op_id);
  }

  // Called by the SDK. [strand & started]
  void finish(baton_op_id_t op_id, const baton_http_response_t& record) {
    HttpResponse response;
    response.http_status = record.http_status;
    response.headers_json = view(record.headers_json);
    response.body = view(record.body);
    response.blob_id = view(record.blob_id);
    response.blob_size_bytes = record.blob_size_bytes;
    response.blob_sha256 = view(record.blob_sha256);
    if (record.error != nullptr) response.error = copy_error(*record.error);
    waiting_.finish(op_id, response);
  }
  void forget() { waiting_.clear(); }

 private:
  static std::string encode_headers(const HttpRequest& request) {
    if (request.headers.empty()) return {};
    std::string json = "{";
    for (const auto& [name, value] : request.headers) {
      if (json.size() > 1) json.push_back(',');
      append_json_string(json, name);
      json.push_back(':');
      append_json_string(json, value);
    }
    json.push_back('}');
    return json;
  }
  static baton_http_part_t part_record(const HttpPart& from) noexcept {
    auto part = make_record<baton_http_part_t>();
    part.name = str(from.name);
    part.file_name = str_or_absent(from.file_name);
    part.content_type = str_or_absent(from.content_type);
    part.data = bytes(from.data);
    part.blob_id = str_or_absent(from.blob_id);
    return part;
  }

  const baton_host_t* host_;
  const baton_http_t* table_;
  detail::Callbacks<const HttpResponse&> waiting_;
};

}  // namespace v0
}  // namespace baton::sdk
