// SPDX-License-Identifier: MIT
// Ids and URLs that run out, uploads taken apart and measured.
#include "host/sandbox/whatsapp/media.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::size_t kKiB = 1024;
constexpr std::size_t kMiB = 1024 * 1024;
constexpr std::string_view kHashKey = "sandbox-media-url";

struct Allowed {
  std::string_view mime;
  std::size_t most_bytes;
};

constexpr std::array kAllowed = {
    Allowed{"image/jpeg", 5 * kMiB},
    Allowed{"image/png", 5 * kMiB},
    Allowed{"image/webp", 500 * kKiB},
    Allowed{"audio/aac", 16 * kMiB},
    Allowed{"audio/amr", 16 * kMiB},
    Allowed{"audio/mpeg", 16 * kMiB},
    Allowed{"audio/mp4", 16 * kMiB},
    Allowed{"audio/ogg", 16 * kMiB},
    Allowed{"video/mp4", 16 * kMiB},
    Allowed{"video/3gpp", 16 * kMiB},
    Allowed{"text/plain", 100 * kMiB},
    Allowed{"application/pdf", 100 * kMiB},
    Allowed{"application/msword", 100 * kMiB},
    Allowed{"application/vnd.ms-excel", 100 * kMiB},
    Allowed{"application/vnd.ms-powerpoint", 100 * kMiB},
    Allowed{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", 100 * kMiB},
    Allowed{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 100 * kMiB},
    Allowed{"application/vnd.openxmlformats-officedocument.presentationml.presentation", 100 * kMiB},
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// The value of `name=` in a header, without quotes.
std::string attribute(std::string_view header, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  for (auto at = header.find(wanted); at != std::string_view::npos; at = header.find(wanted, at + 1)) {
    if (at > 0 && header[at - 1] != ' ' && header[at - 1] != ';') continue;  // "filename=" holds "name="
    std::string_view value = header.substr(at + wanted.size());
    if (!value.empty() && value.front() == '"') {
      value.remove_prefix(1);
      return std::string(value.substr(0, value.find('"')));
    }
    return std::string(trimmed(value.substr(0, value.find(';'))));
  }
  return {};
}

void take_part(Upload& upload, std::string_view head, std::string_view body) {
  std::string name, type;
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head = end == std::string_view::npos ? std::string_view{} : head.substr(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = net::to_lower(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (key == "content-disposition") name = attribute(value, "name");
    if (key == "content-type") type = std::string(value);
  }
  if (name == "messaging_product") upload.product = std::string(body);
  if (name == "type" && upload.mime_type.empty()) upload.mime_type = std::string(body);
  if (name != "file") return;
  upload.bytes = std::string(body);
  if (!type.empty()) upload.mime_type = type;
}

}  // namespace

const Media& MediaStore::add(std::string mime_type, std::string bytes, bool inbound, std::int64_t now_ms) {
  Media made{ids_.number(), std::move(mime_type), std::move(bytes), inbound,
             now_ms + (inbound ? kInboundMediaMs : kUploadedMediaMs)};
  return media_.emplace(made.id, made).first->second;
}

const Media* MediaStore::find(std::string_view id, std::int64_t now_ms) const {
  const auto found = media_.find(id);
  return found == media_.end() || now_ms >= found->second.expires_ms ? nullptr : &found->second;
}

bool MediaStore::remove(std::string_view id) {
  const auto found = media_.find(id);
  if (found == media_.end()) return false;
  media_.erase(found);
  return true;
}

std::string MediaStore::hash(std::string_view id, std::string_view expires) const {
  return hex(hmac_sha256(kHashKey, std::string(id) + "|" + std::string(expires))).substr(0, 40);
}

std::string MediaStore::url_path(const Media& media, std::int64_t now_ms) const {
  const std::string expires = std::to_string(now_ms + kMediaUrlMs);
  return "/whatsapp_business/attachments/?mid=" + media.id + "&ext=" + expires +
         "&hash=" + hash(media.id, expires);
}

const Media* MediaStore::open(const net::Request& request, std::int64_t now_ms) const {
  const std::string id = request.query_value("mid").value_or("");
  const std::string expires = request.query_value("ext").value_or("");
  std::int64_t until = 0;
  std::from_chars(expires.data(), expires.data() + expires.size(), until);
  if (request.query_value("hash").value_or("") != hash(id, expires) || now_ms >= until) return nullptr;
  return find(id, now_ms);
}

std::optional<Upload> parse_upload(const net::Request& request) {
  const std::string_view type = request.header("content-type");
  if (net::to_lower(type.substr(0, 19)) != "multipart/form-data") return std::nullopt;
  const std::string boundary = attribute(type, "boundary");
  if (boundary.empty()) return std::nullopt;
  const std::string separator = "\r\n--" + boundary;
  const std::string text = "\r\n" + request.body;  // so that the first boundary looks like the others
  Upload upload;
  auto at = text.find(separator);
  while (at != std::string::npos) {
    const auto start = at + separator.size();
    if (text.compare(start, 2, "--") == 0) return upload;
    const auto next = text.find(separator, start);
    const auto head_end = text.find("\r\n\r\n", start);
    if (next == std::string::npos || head_end == std::string::npos || head_end > next) return std::nullopt;
    const std::string_view part = text;
    take_part(upload, part.substr(start + 2, head_end - start - 2),
              part.substr(head_end + 4, next - head_end - 4));
    at = next;
  }
  return std::nullopt;
}

GraphError check_upload(const Upload& upload) {
  if (upload.product != "whatsapp") return {131008, "messaging_product"};
  const std::string mime =
      net::to_lower(trimmed(std::string_view(upload.mime_type).substr(0, upload.mime_type.find(';'))));
  const auto* allowed =
      std::find_if(kAllowed.begin(), kAllowed.end(), [&](const Allowed& item) { return item.mime == mime; });
  if (allowed == kAllowed.end()) return {131053, "file type " + mime + " is not supported"};
  if (upload.bytes.empty()) return {131008, "file"};
  if (upload.bytes.size() > allowed->most_bytes) {
    return {131053, mime + " is limited to " + std::to_string(allowed->most_bytes) + " bytes"};
  }
  return {};
}

std::string sample_bytes(std::string_view type) {
  if (type == "image") {  // one grey pixel
    return from_base64(
               "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB4iG8MwAAAABJRU5ErkJggg==")
        .value_or("");
  }
  return "sample " + std::string(type);
}

std::string sample_mime(std::string_view type) {
  if (type == "image") return "image/png";
  if (type == "video") return "video/mp4";
  if (type == "audio") return "audio/ogg; codecs=opus";
  if (type == "sticker") return "image/webp";
  return "application/pdf";
}

}  // namespace baton::sandbox::whatsapp
