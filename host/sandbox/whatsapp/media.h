// SPDX-License-Identifier: MIT
// Media as Meta keeps it: an id that lives for days, a URL that lives for five minutes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "host/net/message.h"
#include "host/sandbox/whatsapp/graph_error.h"
#include "host/sandbox/whatsapp/numbers.h"

namespace baton::sandbox::whatsapp {

inline constexpr std::int64_t kMediaUrlMs = 5LL * 60 * 1000;
inline constexpr std::int64_t kInboundMediaMs = 7LL * 24 * 3600 * 1000;
inline constexpr std::int64_t kUploadedMediaMs = 30LL * 24 * 3600 * 1000;

struct Media {
  std::string id;
  std::string mime_type;
  std::string bytes;
  bool inbound = false;
  std::int64_t expires_ms = 0;
};

class MediaStore {
 public:
  explicit MediaStore(Ids& ids) : ids_(ids) {}
  const Media& add(std::string mime_type, std::string bytes, bool inbound, std::int64_t now_ms);
  const Media* find(std::string_view id, std::int64_t now_ms) const;  // null when unknown or too old
  bool remove(std::string_view id);

  // The part after the host of a URL that is good until `now_ms` + five minutes.
  std::string url_path(const Media& media, std::int64_t now_ms) const;
  // The media of such a URL's query; null when it is forged, too old or its media is gone.
  const Media* open(const net::Request& request, std::int64_t now_ms) const;

 private:
  std::string hash(std::string_view id, std::string_view expires) const;
  Ids& ids_;
  std::map<std::string, Media, std::less<>> media_;
};

struct Upload {
  std::string product;
  std::string mime_type;  // of the file's part, which decides
  std::string bytes;
};

// The fields of a multipart/form-data body; nothing when it is not one.
std::optional<Upload> parse_upload(const net::Request& request);
// 131053 when the type is not one of those WhatsApp takes or the file is too big for it.
GraphError check_upload(const Upload& upload);

// A few bytes of the right kind for a test that only says "an image".
std::string sample_bytes(std::string_view type);
std::string sample_mime(std::string_view type);

}  // namespace baton::sandbox::whatsapp
