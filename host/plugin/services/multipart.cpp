// SPDX-License-Identifier: MIT
// multipart.cpp - see multipart.h.
#include "host/plugin/services/multipart.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <random>

namespace baton::plugin {
namespace {

// Text and blobs one after the other.
class SegmentedBody final : public HttpBody {
 public:
  explicit SegmentedBody(BlobPort* blobs) : blobs_(blobs) {}

  void add_text(std::string text) {
    const std::uint64_t size = text.size();
    segments_.push_back({std::move(text), "", size_, size});
    size_ += size;
  }
  void add_blob(std::string blob_id, std::uint64_t size) {
    segments_.push_back({"", std::move(blob_id), size_, size});
    size_ += size;
  }

  std::uint64_t size_bytes() const override { return size_; }

  std::size_t read(std::uint64_t offset, char* buffer, std::size_t capacity) override {
    const auto after = std::upper_bound(segments_.begin(), segments_.end(), offset,
                                        [](std::uint64_t at, const Segment& s) { return at < s.begin; });
    // Empty segments share their beginning with the next one, so the last that begins here is the one that has bytes.
    if (after == segments_.begin()) return 0;
    const Segment& segment = *(after - 1);
    const std::uint64_t inside = offset - segment.begin;
    if (inside >= segment.size) return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, segment.size - inside));
    if (!segment.blob_id.empty()) return blobs_->read(segment.blob_id, inside, buffer, wanted).value_or(0);
    std::memcpy(buffer, segment.text.data() + inside, wanted);
    return wanted;
  }

 private:
  struct Segment {
    std::string text;
    std::string blob_id;
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
  };
  BlobPort* const blobs_;
  std::vector<Segment> segments_;
  std::uint64_t size_ = 0;
};

// 128 random bits: no content can be made to hold it.
std::string random_boundary() {
  std::random_device device;
  std::string text = "baton-";
  constexpr char kDigits[] = "0123456789abcdef";
  for (int i = 0; i < 4; ++i)
    for (unsigned int bits = device(), n = 0; n < 8; ++n, bits >>= 4) text += kDigits[bits & 15];
  return text;
}

// As browsers do (HTML, "multipart form data"): the three characters that could end the header are escaped.
std::string form_quoted(const std::string& text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"')
      result += "%22";
    else if (c == '\r')
      result += "%0D";
    else if (c == '\n')
      result += "%0A";
    else
      result += c;
  }
  return result + "\"";
}

bool is_header_text(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

}  // namespace

Multipart make_multipart(std::vector<FormPart> parts, BlobPort* blobs) {
  const std::string boundary = random_boundary();
  auto body = std::make_shared<SegmentedBody>(blobs);
  for (FormPart& part : parts) {
    if (!is_header_text(part.content_type)) return {};
    std::string head = "--" + boundary + "\r\nContent-Disposition: form-data; name=" + form_quoted(part.name);
    if (!part.file_name.empty()) head += "; filename=" + form_quoted(part.file_name);
    head += "\r\n";
    if (!part.content_type.empty()) head += "Content-Type: " + part.content_type + "\r\n";
    body->add_text(head + "\r\n");
    if (part.blob_id.empty()) {
      body->add_text(std::move(part.data));
    } else {
      const auto size = blobs->size_bytes(part.blob_id);
      if (!size) return {};
      body->add_blob(std::move(part.blob_id), *size);
    }
    body->add_text("\r\n");
  }
  body->add_text("--" + boundary + "--\r\n");
  return {"multipart/form-data; boundary=" + boundary, std::move(body)};
}

}  // namespace baton::plugin
