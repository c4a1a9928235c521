// SPDX-License-Identifier: MIT
#include "host/plugin/services/multipart.h"

#include <gtest/gtest.h>

namespace baton::plugin {
namespace {

class OneBlob final : public BlobPort {
 public:
  std::optional<WriteId> create() override { return std::nullopt; }
  bool append(WriteId, std::string_view) override { return false; }
  std::optional<std::string> finish(WriteId) override { return std::nullopt; }
  void discard(WriteId) override {}
  std::optional<std::uint64_t> size_bytes(std::string_view id) override {
    if (id != "b1") return std::nullopt;
    return content.size();
  }
  std::optional<std::size_t> read(std::string_view, std::uint64_t offset, char* buffer, std::size_t capacity) override {
    return content.copy(buffer, capacity, offset);
  }
  std::string content = "PICTURE";
};

std::string read_in_steps_of(HttpBody& body, std::size_t step) {
  std::string all, buffer(step, '\0');
  while (all.size() < body.size_bytes()) {
    const std::size_t count = body.read(all.size(), buffer.data(), step);
    if (count == 0) break;
    all += buffer.substr(0, count);
  }
  return all;
}

TEST(Multipart, the_body_is_the_same_however_it_is_read) {
  OneBlob blobs;
  const auto form = make_multipart({{"messaging_product", "", "", "whatsapp", ""}, {"empty", "", "", "", ""},
                                    {"file", "a\"b\r\n.jpg", "image/jpeg", "", "b1"}},
                                   &blobs);
  ASSERT_NE(form.body, nullptr);
  const std::string boundary = form.content_type.substr(form.content_type.find('=') + 1);
  const std::string wanted = "--" + boundary +
                             "\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--" + boundary +
                             "\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--" + boundary +
                             "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.jpg\"\r\n"
                             "Content-Type: image/jpeg\r\n\r\nPICTURE\r\n--" + boundary + "--\r\n";
  EXPECT_EQ(form.body->size_bytes(), wanted.size());
  for (std::size_t step : {1u, 7u, 64u, 100000u}) EXPECT_EQ(read_in_steps_of(*form.body, step), wanted) << step;
}

TEST(Multipart, a_missing_blob_or_a_header_in_a_type_is_refused) {
  OneBlob blobs;
  EXPECT_EQ(make_multipart({{"file", "x", "", "", "b2"}}, &blobs).body, nullptr);
  EXPECT_EQ(make_multipart({{"file", "x", "a/b\r\nX: y", "data", ""}}, &blobs).body, nullptr);
}

}  // namespace
}  // namespace baton::plugin
