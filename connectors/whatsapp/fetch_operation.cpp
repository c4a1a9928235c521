// SPDX-License-Identifier: MIT
// See fetch_operation.h.
#include "fetch_operation.h"

#include <algorithm>
#include <array>

#include "message_content.h"

namespace baton::whatsapp {
namespace {

// An address lives five minutes, so one that is refused is asked for once more.
constexpr std::uint32_t kLookupMaxCount = 2;

constexpr std::array<std::string_view, 3> kMetaDomains{"fbsbx.com", "whatsapp.net", "facebook.com"};

Failure failed(baton_status_t status, std::string message) {
  Failure failure;
  failure.status = status;
  failure.message = std::move(message);
  return failure;
}

// An id goes into a path, so it may hold nothing else.
bool is_plain_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
}

// "https://host:port" in lower case, "" when it is no such thing. A user name in an address hides the true
// host.
std::string origin_of(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::size_t end = std::min(url.find_first_of("/?#\\", scheme_end + 3), url.size());
  std::string origin(url.substr(0, end));
  if (origin.find('@') != std::string::npos) return {};
  std::transform(origin.begin(), origin.end(), origin.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return origin;
}

}  // namespace

bool may_carry_token(const std::string& url, const std::string& api_base) {
  const std::string origin = origin_of(url);
  if (origin.empty()) return false;
  if (origin == origin_of(api_base)) return true;
  constexpr std::string_view kHttps = "https://";
  if (origin.rfind(kHttps, 0) != 0) return false;
  const std::string_view host = std::string_view(origin).substr(kHttps.size());
  return std::any_of(kMetaDomains.begin(), kMetaDomains.end(), [&](std::string_view domain) {
    if (host == domain) return true;
    return host.size() > domain.size() && host.substr(host.size() - domain.size()) == domain &&
           host[host.size() - domain.size() - 1] == '.';
  });
}

HttpCall FetchOperation::look_up() {
  ++lookups_;
  state_ = State::kLookup;
  HttpCall call;
  // No phone_number_id: it only fits media that were uploaded on that number.
  call.url = settings_.api_base + "/" + settings_.api_version + "/" + attachment_.remote_id;
  call.headers = api_headers(settings_.access_token);
  return call;
}

Step FetchOperation::start() {
  if (!is_plain_id(attachment_.remote_id)) return invalid("media id is missing or malformed");
  return look_up();
}

Step FetchOperation::next(const HttpAnswer& answer) {
  return state_ == State::kLookup ? looked_up(answer) : downloaded(answer);
}

Step FetchOperation::looked_up(const HttpAnswer& answer) {
  if (auto failure = read_failure(answer, {})) {
    if (failure->code == "100" || failure->code == "33")
      failure->status = BATON_NOT_FOUND;  // older than 7 days
    return *failure;
  }
  const Parsed parsed = parse_body(answer.body);
  const std::string url(text_at(parsed.value, "url"));
  if (url.empty()) return failed(BATON_UNAVAILABLE, "whatsapp named no address for the media");
  if (!may_carry_token(url, settings_.api_base))
    return failed(BATON_PERMISSION_DENIED, "media address is not on a host of meta");
  const auto size = integer_at(parsed.value, "file_size").value_or(0);
  if (size > 0 && static_cast<std::uint64_t>(size) > settings_.media_max_bytes) {
    return failed(BATON_REJECTED, "media has " + std::to_string(size) +
                                      " bytes, the setting media_max_bytes allows " +
                                      std::to_string(settings_.media_max_bytes));
  }
  media_type_ = text_at(parsed.value, "mime_type");
  stated_sha256_ = normal_sha256(text_at(parsed.value, "sha256"));
  state_ = State::kDownload;
  HttpCall call;
  call.url = url;
  call.headers = api_headers(settings_.access_token);
  call.response_to_blob = true;
  call.max_response_bytes = settings_.media_max_bytes;
  return call;
}

Step FetchOperation::downloaded(const HttpAnswer& answer) {
  const bool stale =
      answer.status == 401 || answer.status == 403 || answer.status == 404 || answer.status == 410;
  if (stale && lookups_ < kLookupMaxCount) return look_up();
  if (auto failure = read_failure(answer, {})) return *failure;
  if (answer.blob_id.empty()) return failed(BATON_UNAVAILABLE, "media download brought no content");
  const std::string got(answer.blob_sha256);
  for (const std::string& stated : {normal_sha256(attachment_.sha256), stated_sha256_}) {
    if (!stated.empty() && !got.empty() && stated != got) {
      return failed(BATON_DATA_LOSS, "media does not have the hash that whatsapp stated");
    }
  }
  FetchedMedia media;
  media.blob_id = answer.blob_id;
  const std::string_view served = text_at(answer.headers, "content-type");
  media.media_type = !media_type_.empty() ? media_type_ : std::string(served);
  media.sha256 = got;
  media.size_bytes = answer.blob_size_bytes;
  return media;
}

}  // namespace baton::whatsapp
