// SPDX-License-Identifier: MIT
// Reading what nobody promised: JSON of the wrong shape, times, numbers, hashes, queries, signatures.
#include <gtest/gtest.h>

#include "change.h"
#include "json_read.h"
#include "message_content.h"
#include "people.h"
#include "webhook_gate.h"

namespace baton::whatsapp {
namespace {

TEST(JsonRead, a_wrong_type_is_absent_and_never_throws) {
  const Json odd =
      Json::parse(R"({"a": 5, "b": "text", "c": null, "d": [1], "e": {"x": 1}, "f": 1e300, "g": "12x"})");
  EXPECT_EQ(text_at(odd, "a"), "");
  EXPECT_EQ(scalar_at(odd, "a"), "5");
  EXPECT_EQ(scalar_at(odd, "d"), "");
  EXPECT_EQ(object_at(odd, "b"), nullptr);
  EXPECT_EQ(array_at(odd, "e"), nullptr);
  EXPECT_EQ(text_at(Json(7), "a"), "");
  EXPECT_FALSE(integer_at(odd, "f"));
  EXPECT_FALSE(integer_at(odd, "g"));
  EXPECT_FALSE(integer_at(odd, "c"));
  EXPECT_EQ(first_object(odd, "d"), nullptr);
}

TEST(JsonRead, a_64_bit_id_keeps_every_digit) {
  const Json id = Json::parse(R"({"id": 1689556908129832})");
  EXPECT_EQ(scalar_at(id, "id"), "1689556908129832");
}

TEST(JsonRead, a_lone_surrogate_in_one_message_does_not_spoil_the_batch) {
  const Parsed parsed = parse_body(R"({"a": "x\ud83dy", "b": "\ud83d\udc4d", "c": "\udc4d\\ud83d"})");
  ASSERT_EQ(parsed.problem, "");
  EXPECT_EQ(text_at(parsed.value, "a"), "x\xEF\xBF\xBDy");
  EXPECT_EQ(text_at(parsed.value, "b"), "\xF0\x9F\x91\x8D");
  EXPECT_EQ(text_at(parsed.value, "c"), "\xEF\xBF\xBD\\ud83d");
}

TEST(JsonRead, broken_utf8_and_bare_control_characters_are_mended) {
  const Parsed parsed = parse_body("{\"a\": \"x\xC3(\xE2\x82 \xF0\x9F\x91\x8D\ty\"}");
  ASSERT_EQ(parsed.problem, "");
  EXPECT_EQ(text_at(parsed.value, "a"), "x\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD \xF0\x9F\x91\x8D\ty");
}

TEST(JsonRead, good_text_is_not_touched_by_mending) {
  const std::string text = "{\"a\": \"caf\\u00e9 \xC3\xA9 \\\\ \\\" \\ud83d\\udc4d\"}";
  EXPECT_EQ(mend_json_text(text), text);
}

TEST(JsonRead, what_is_no_json_is_refused_with_a_reason) {
  EXPECT_EQ(parse_body("").problem, "empty body");
  EXPECT_EQ(parse_body("{\"a\": ").problem, "body is not json");
  EXPECT_EQ(parse_body("a=b&c=d").problem, "body is not json");
  EXPECT_EQ(parse_body("{\"a\": \"\\").problem, "body is not json");
}

TEST(JsonRead, deep_nesting_is_refused_before_it_can_overflow_the_stack) {
  const std::string deep(100000, '[');
  EXPECT_NE(parse_body(deep).problem.find("nested"), std::string::npos);
  EXPECT_EQ(
      parse_body(R"({"a": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})").problem,
      "");
}

TEST(Times, strings_numbers_and_milliseconds_are_read_and_absurd_ones_are_not_believed) {
  const auto at = [](const char* text, std::int64_t now = 0) {
    return unix_ms_at(Json::parse(text), "timestamp", now);
  };
  EXPECT_EQ(at(R"({"timestamp": "1790000000"})"), 1790000000000);
  EXPECT_EQ(at(R"({"timestamp": 1790000000})"), 1790000000000);
  EXPECT_EQ(at(R"({"timestamp": 1790000000123})"), 1790000000123);
  for (const char* absurd : {"{}", R"({"timestamp": ""})", R"({"timestamp": "soon"})", R"({"timestamp": -5})",
                             R"({"timestamp": 0})", R"({"timestamp": 99999999999999999999})",
                             R"({"timestamp": [1]})", R"({"timestamp": 1e40})"}) {
    EXPECT_EQ(at(absurd), 0) << absurd;
  }
  EXPECT_EQ(at(R"({"timestamp": 1790000000})", 1789000000000), 0) << "eleven days in the future";
  EXPECT_EQ(at(R"({"timestamp": 1790000000})", 1789999990000), 1790000000000)
      << "a clock may be off by seconds";
}

TEST(People, numbers_get_their_plus_and_anything_else_is_no_number) {
  EXPECT_EQ(e164("16505550101"), "+16505550101");
  EXPECT_EQ(e164("+1 (650) 555-0101"), "+16505550101");
  EXPECT_EQ(e164(""), "");
  EXPECT_EQ(e164("<NUMBER>"), "");
  EXPECT_EQ(e164("12"), "");
  EXPECT_EQ(e164("1234567890123456"), "");
}

TEST(Media, base64_and_hex_hashes_are_the_same_hash) {
  const std::string hex = "45f24df90c468e0c4ee09aaf67fa3012298475458e2ad3fb32c4996e92223efb";
  EXPECT_EQ(normal_sha256("RfJN+QxGjgxO4JqvZ/owEimEdUWOKtP7MsSZbpIiPvs="), hex);
  EXPECT_EQ(normal_sha256("45F24DF90C468E0C4EE09AAF67FA3012298475458E2AD3FB32C4996E92223EFB"), hex);
  EXPECT_EQ(normal_sha256("abc"), "");
  EXPECT_EQ(normal_sha256(std::string(64, 'z')), "");
  EXPECT_EQ(normal_sha256(std::string(43, '*') + "="), "");
}

TEST(Media, a_file_name_from_outside_is_never_a_path) {
  EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_file_name("C:\\x\\a b.pdf"), "a b.pdf");
  EXPECT_EQ(safe_file_name(".."), "");
  EXPECT_EQ(safe_file_name(std::string_view("a\0b\n.txt", 8)), "ab.txt");
}

TEST(Gate, the_handshake_is_read_in_any_order_and_encoding) {
  const Verification plain =
      read_verification("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=my+word%21");
  EXPECT_EQ(plain.mode, "subscribe");
  EXPECT_EQ(plain.challenge, "1158201444");
  EXPECT_EQ(plain.token, "my word!");
  const Verification encoded =
      read_verification("x&hub%2Everify_token=t&=&hub%2echallenge=%31%32&hub%2Emode=subscribe&");
  EXPECT_EQ(encoded.mode, "subscribe");
  EXPECT_EQ(encoded.challenge, "12");
  EXPECT_EQ(encoded.token, "t");
  EXPECT_EQ(read_verification("").mode, "");
  EXPECT_EQ(read_verification("hub.mode=%zz%4").mode, "%zz%4");
}

TEST(Gate, a_signature_is_sha256_and_64_hex_digits_and_nothing_else) {
  const std::string hex = "45f24df90c468e0c4ee09aaf67fa3012298475458e2ad3fb32c4996e92223efb";
  const auto bytes = read_signature("sha256=" + hex);
  ASSERT_TRUE(bytes);
  EXPECT_EQ((*bytes)[0], 0x45);
  EXPECT_EQ((*bytes)[31], 0xfb);
  EXPECT_FALSE(read_signature(""));
  EXPECT_FALSE(read_signature(hex));
  EXPECT_FALSE(read_signature("sha1=" + hex.substr(0, 40)));
  EXPECT_FALSE(read_signature("sha256=" + hex + "0"));
  EXPECT_FALSE(read_signature("sha256=" + hex.substr(0, 63) + "g"));
  EXPECT_FALSE(read_signature("SHA256=" + hex));
}

}  // namespace
}  // namespace baton::whatsapp
