// SPDX-License-Identifier: MIT
// A piece of work that takes one or more answers of the API, as a state machine without I/O: it says which
// request comes next, is given the answer, and ends with a result or a failure. The glue makes the requests.
#pragma once

#include <baton/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "error_table.h"
#include "inbound_event.h"

namespace baton::whatsapp {

struct HttpPart {
  std::string name;
  std::string file_name;
  std::string content_type;
  std::string data;
  std::string blob_id;
};

struct HttpCall {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::vector<HttpPart> parts;
  bool response_to_blob = false;
  std::uint64_t max_response_bytes = 0;
};

struct HttpAnswer {
  std::uint32_t status = 0;  // 0 = none came; then `error` says why
  baton_status_t error = BATON_OK;
  std::uint64_t retry_after_ms = 0;  // with `error`
  Json headers;                      // names in lower case
  std::string_view body;
  std::string_view blob_id;
  std::string_view blob_sha256;
  std::uint64_t blob_size_bytes = 0;
};

struct Receipt {
  bool held = false;
  std::string remote_message_id;
  std::vector<Identity> recipients;
  Json attributes;
};

struct FetchedMedia {
  std::string blob_id;
  std::string media_type;
  std::string sha256;
  std::uint64_t size_bytes = 0;
};

struct TemplateButton {
  std::string type;
  std::string title;
};

struct Template {
  std::uint32_t status = 0;   // BATON_TEMPLATE_*
  std::uint32_t quality = 0;  // BATON_TEMPLATE_QUALITY_*
  bool named = false;
  std::string remote_id;
  std::string name;
  std::string language;
  std::string category;
  std::string header_kind;
  std::string body;
  std::vector<std::string> body_parameters;
  std::vector<std::string> header_parameters;
  std::vector<TemplateButton> buttons;
};

using TemplateList = std::vector<Template>;
using Step = std::variant<HttpCall, Receipt, FetchedMedia, TemplateList, Failure>;

class Operation {
 public:
  virtual ~Operation() = default;
  virtual Step start() = 0;
  virtual Step next(const HttpAnswer& answer) = 0;
};

// {"Authorization": "Bearer ${secret:NAME}"} and a User-Agent, without which Meta's media hosts serve an
// error page.
std::vector<std::pair<std::string, std::string>> api_headers(const std::string& token_name);

}  // namespace baton::whatsapp
