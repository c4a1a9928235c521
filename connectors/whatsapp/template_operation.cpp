// SPDX-License-Identifier: MIT
// See template_operation.h.
#include "template_operation.h"

#include <baton/ext/templates.h>

#include <algorithm>

#include "account_events.h"

namespace baton::whatsapp {
namespace {

constexpr std::uint32_t kPageMaxCount = 200;  // of 100 templates; Meta allows 6000
constexpr const char* kFields =
    "id,name,language,status,category,components,parameter_format,quality_score,rejected_reason";

std::uint32_t status_of(const std::string& status) {
  if (status == "approved") return BATON_TEMPLATE_APPROVED;
  if (status == "pending") return BATON_TEMPLATE_PENDING;
  if (status == "paused") return BATON_TEMPLATE_PAUSED;
  if (status == "rejected" || status == "in_appeal" || status == "limit_exceeded")
    return BATON_TEMPLATE_REJECTED;
  if (status == "disabled" || status == "archived" || status == "locked") return BATON_TEMPLATE_DISABLED;
  if (status == "deleted" || status == "pending_deletion") return BATON_TEMPLATE_DELETED;
  return BATON_TEMPLATE_UNKNOWN;
}

std::uint32_t quality_of(const Json& item) {
  const Json* score = object_at(item, "quality_score");
  const std::string word =
      lower(score == nullptr ? text_at(item, "quality_score") : text_at(*score, "score"));
  if (word == "green") return BATON_TEMPLATE_QUALITY_HIGH;
  if (word == "yellow") return BATON_TEMPLATE_QUALITY_MEDIUM;
  if (word == "red") return BATON_TEMPLATE_QUALITY_LOW;
  return BATON_TEMPLATE_QUALITY_UNKNOWN;
}

bool is_number(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void read_component(const Json& component, Template& out) {
  const std::string type = lower(text_at(component, "type"));
  if (type == "body") {
    out.body = text_at(component, "text");
    out.body_parameters = placeholders(out.body);
  } else if (type == "header") {
    out.header_kind = lower(text_at(component, "format"));
    if (out.header_kind == "text") out.header_parameters = placeholders(text_at(component, "text"));
  } else if (type == "buttons") {
    const Json* buttons = array_at(component, "buttons");
    if (buttons == nullptr) return;
    for (const Json& button : *buttons) {
      out.buttons.push_back({lower(text_at(button, "type")), std::string(text_at(button, "text"))});
    }
  }
}

std::string url_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.';
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      out.append(1, c);
    else
      out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15u]);
  }
  return out;
}

}  // namespace

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const std::size_t end = text.find("}}", at + 2);
    if (end == std::string_view::npos) break;
    std::string_view inner = text.substr(at + 2, end - at - 2);
    while (!inner.empty() && inner.front() == ' ') inner.remove_prefix(1);
    while (!inner.empty() && inner.back() == ' ') inner.remove_suffix(1);
    const std::string name(inner);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    at = end + 2;
  }
  if (std::all_of(names.begin(), names.end(), is_number)) {
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
  }
  return names;
}

std::optional<Template> read_template(const Json& item) {
  Template out;
  out.name = text_at(item, "name");
  out.language = template_language(text_at(item, "language"));
  if (out.name.empty() || out.language.empty()) return std::nullopt;
  out.remote_id = scalar_at(item, "id");
  out.status = status_of(lower(text_at(item, "status")));
  out.quality = quality_of(item);
  out.category = lower(text_at(item, "category"));
  if (const Json* components = array_at(item, "components")) {
    for (const Json& component : *components) read_component(component, out);
  }
  const std::string format = lower(text_at(item, "parameter_format"));
  const auto any_name = [](const std::vector<std::string>& names) {
    return !std::all_of(names.begin(), names.end(), is_number);
  };
  out.named =
      format.empty() ? any_name(out.body_parameters) || any_name(out.header_parameters) : format == "named";
  return out;
}

HttpCall TemplateOperation::page(const std::string& after) {
  ++pages_;
  after_ = after;
  HttpCall call;
  call.url = settings_.api_base + "/" + settings_.api_version + "/" + settings_.waba_id +
             "/message_templates?fields=" + kFields + "&limit=100";
  // Built here and not taken from `paging.next`, which carries the access token.
  if (!after.empty()) call.url += "&after=" + url_encoded(after);
  call.headers = api_headers(settings_.access_token);
  return call;
}

Step TemplateOperation::next(const HttpAnswer& answer) {
  if (auto failure = read_failure(answer, {})) {
    if (failure->code != "131059" || restarted_) return *failure;
    restarted_ = true;  // the cursor went stale: once more from the first page
    templates_.clear();
    return page({});
  }
  const Parsed parsed = parse_body(answer.body);
  const Json* data = array_at(parsed.value, "data");
  if (data == nullptr)
    return Failure{
        BATON_UNAVAILABLE, BATON_SCOPE_ACCOUNT, {}, "answer of whatsapp holds no template list", 0};
  for (const Json& item : *data) {
    if (auto one = read_template(item)) templates_.push_back(std::move(*one));
  }
  const Json* paging = object_at(parsed.value, "paging");
  const Json* cursors = paging == nullptr ? nullptr : object_at(*paging, "cursors");
  const std::string after = cursors == nullptr ? std::string() : scalar_at(*cursors, "after");
  const bool more = paging != nullptr && !text_at(*paging, "next").empty();
  if (!more || after.empty() || after == after_) return std::move(templates_);
  if (pages_ >= kPageMaxCount) {
    return Failure{BATON_REJECTED, BATON_SCOPE_ACCOUNT, {}, "more template pages than whatsapp can have", 0};
  }
  return page(after);
}

}  // namespace baton::whatsapp
