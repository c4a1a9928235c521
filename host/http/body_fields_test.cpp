// SPDX-License-Identifier: MIT
// body_fields_test.cpp - a request that is wrong is told where, and a field nobody knows is never silently dropped.
#include <gtest/gtest.h>

#include <functional>

#include "host/http/body.h"
#include "host/http/problem.h"

namespace baton::http {
namespace {

Body body(const std::string& text) {
  net::Request request;
  request.body = text;
  return Body(request);
}

// Status and pointer of the refusal; "0" when there is none.
std::string refusal(const std::function<void()>& act) {
  try {
    act();
    return "0";
  } catch (const BadRequest& bad) {
    return std::to_string(bad.status()) + " " + bad.pointer();
  }
}
template <class Read>
std::string refusal_of(const std::string& text, Read read) {
  return refusal([&] {
    auto parsed = body(text);
    read(parsed);
  });
}

TEST(BodyFields, what_is_no_json_object_is_400) {
  for (const char* text : {"{", "[]", "1", "null", "\"x\"", " ", "{\"a\":1}x", "{\"a\":\"\xff\"}", "{'a':1}"})
    EXPECT_EQ(refusal([&] { body(text); }), "400 ") << text;
  EXPECT_EQ(refusal([&] { body("").done(); }), "0");
}

TEST(BodyFields, a_wrong_type_is_named_by_its_pointer) {
  EXPECT_EQ(refusal_of(R"({"a":1})", [](Body& b) { b.text("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":""})", [](Body& b) { b.text("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({})", [](Body& b) { b.text("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":"1"})", [](Body& b) { b.integer("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":1.5})", [](Body& b) { b.integer("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":1e2})", [](Body& b) { b.integer("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":"0.5"})", [](Body& b) { b.number_if("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":1})", [](Body& b) { b.flag_or("a", false); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":"x"})", [](Body& b) { b.texts("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":["x",1]})", [](Body& b) { b.texts("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({"a":[]})", [](Body& b) { b.object("a"); }), "422 /a");
  EXPECT_EQ(refusal_of(R"({})", [](Body& b) { b.object("a"); }), "422 /a");
}

TEST(BodyFields, a_pointer_goes_through_nested_objects_and_odd_names) {
  EXPECT_EQ(refusal_of(R"({"to":{"lane":1}})", [](Body& b) { b.object("to").text("lane"); }), "422 /to/lane");
  EXPECT_EQ(refusal_of(R"({"a/b~c":1})", [](Body& b) { b.done(); }), "422 /a~1b~0c");
  EXPECT_EQ(refusal_of(R"({"to":{"lain":"x"}})", [](Body& b) {
              auto to = b.object("to");
              to.text_or("lane");
              to.done();
            }), "422 /to/lain");
}

TEST(BodyFields, a_misspelt_field_is_refused_and_a_read_one_is_not) {
  EXPECT_EQ(refusal_of(R"({"text":"x","dryrun":true})", [](Body& b) {
              b.text("text");
              b.flag_or("dry_run", false);
              b.done();
            }), "422 /dryrun");
  EXPECT_EQ(refusal_of(R"({"text":"x"})", [](Body& b) {
              b.text("text");
              b.done();
            }), "0");
}

// Whoever means no value may say null.
TEST(BodyFields, null_is_absent) {
  auto read = body(R"({"a":null,"b":null,"c":null,"d":null})");
  EXPECT_EQ(read.text_or("a", "otherwise"), "otherwise");
  EXPECT_FALSE(read.integer_if("b"));
  EXPECT_TRUE(read.flag_or("c", true));
  EXPECT_TRUE(read.texts("d").empty());
  EXPECT_FALSE(read.has("a"));
  read.done();
}

TEST(BodyFields, a_number_that_does_not_fit_is_refused_and_not_turned_into_another) {
  EXPECT_EQ(body(R"({"a":9223372036854775807})").integer("a"), 9223372036854775807);
  for (const char* number : {"9223372036854775808", "18446744073709551615", "1e30", "-9223372036854775809"})
    EXPECT_EQ(refusal_of(R"({"a":)" + std::string(number) + "}", [](Body& b) { b.integer("a"); }), "422 /a") << number;
}

TEST(BodyFields, a_text_is_taken_up_to_its_limit) {
  const auto with = [](std::size_t size) { return R"({"a":")" + std::string(size, 'x') + "\"}"; };
  EXPECT_EQ(body(with(1 << 20)).text("a").size(), std::size_t{1} << 20);
  EXPECT_EQ(refusal_of(with((1 << 20) + 1), [](Body& b) { b.text("a"); }), "422 /a");
}

}  // namespace
}  // namespace baton::http
