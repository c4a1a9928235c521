// SPDX-License-Identifier: MIT
// The danger: a message the stand-in takes and Meta refuses.
#include "host/sandbox/whatsapp/message_check.h"

#include <gtest/gtest.h>

namespace baton::sandbox::whatsapp {
namespace {

Json text(std::size_t characters) {
  std::string body;
  for (std::size_t i = 0; i < characters; ++i) body += "\xc3\xa9";
  return {{"type", "text"}, {"text", {{"body", body}}}};
}

Json buttons(int count, const std::string& title = "B") {
  Json list = Json::array();
  for (int i = 0; i < count; ++i) {
    list.push_back(
        {{"type", "reply"}, {"reply", {{"id", std::to_string(i)}, {"title", title + std::to_string(i)}}}});
  }
  return {
      {"type", "interactive"},
      {"interactive", {{"type", "button"}, {"body", {{"text", "Pick"}}}, {"action", {{"buttons", list}}}}}};
}

TEST(MessageCheck, lengths_count_characters_not_bytes) {
  EXPECT_FALSE(check_message(text(4096)));
  EXPECT_EQ(check_message(text(4097)).code, 131009);
  EXPECT_EQ(check_message(text(0)).code, 131009);
}

TEST(MessageCheck, a_missing_object_is_named) {
  EXPECT_EQ(check_message({{"type", "image"}}).code, 131008);
  EXPECT_EQ(check_message({{"type", "hologram"}, {"hologram", Json::object()}}).code, 131051);
  EXPECT_EQ(check_message({{"type", "text"}, {"text", {{"body", 7}}}}).code, 131008);
}

TEST(MessageCheck, three_buttons_of_twenty_characters) {
  EXPECT_FALSE(check_message(buttons(3)));
  EXPECT_EQ(check_message(buttons(4)).code, 131009);
  EXPECT_EQ(check_message(buttons(0)).code, 131009);
  EXPECT_EQ(check_message(buttons(1, std::string(20, 'x'))).code, 131009);
  Json twice = buttons(2);
  twice["interactive"]["action"]["buttons"][1]["reply"]["title"] = "B0";
  EXPECT_EQ(check_message(twice).code, 131009);
}

TEST(MessageCheck, ten_rows_in_all_sections) {
  Json rows = Json::array();
  for (int i = 0; i < 10; ++i) rows.push_back({{"id", std::to_string(i)}, {"title", "t"}});
  Json list{{"type", "interactive"},
            {"interactive",
             {{"type", "list"},
              {"body", {{"text", "When?"}}},
              {"action", {{"button", "Choose"}, {"sections", Json::array({{{"rows", rows}}})}}}}}};
  EXPECT_FALSE(check_message(list));
  list["interactive"]["action"]["sections"].push_back(
      {{"title", "More"}, {"rows", Json::array({{{"id", "x"}, {"title", "t"}}})}});
  EXPECT_EQ(check_message(list).code, 131008) << "the first section has no title";
  list["interactive"]["action"]["sections"][0]["title"] = "First";
  EXPECT_EQ(check_message(list).code, 131009) << "eleven rows";
}

TEST(MessageCheck, media_takes_either_id_or_link) {
  EXPECT_FALSE(check_message({{"type", "image"}, {"image", {{"id", "1"}, {"caption", "c"}}}}));
  EXPECT_TRUE(check_message({{"type", "image"}, {"image", {{"id", "1"}, {"link", "https://x/y"}}}}));
  EXPECT_TRUE(check_message({{"type", "image"}, {"image", Json::object()}}));
  EXPECT_TRUE(check_message({{"type", "audio"}, {"audio", {{"id", "1"}, {"caption", "c"}}}}));
}

class Parameters : public testing::Test {
 protected:
  static Template named() {
    Template out;
    out.parameter_format = "NAMED";
    out.components = Json::array({{{"type", "BODY"}, {"text", "Hi {{first_name}}, due {{eta}}."}}});
    return out;
  }
  static Json sent(Json parameters) {
    return {{"components", Json::array({{{"type", "body"}, {"parameters", std::move(parameters)}}})}};
  }
  static Json parameter(const char* text, const char* name = nullptr) {
    Json out{{"type", "text"}, {"text", text}};
    if (name) out["parameter_name"] = name;
    return out;
  }
};

TEST_F(Parameters, named_ones_come_in_any_order) {
  const Json good = sent(Json::array({parameter("Mon", "eta"), parameter("Ana", "first_name")}));
  EXPECT_FALSE(check_parameters(named(), good));
  const Template used = named();
  EXPECT_EQ(readable_body({{"type", "template"}, {"template", good}}, &used), "Hi Ana, due Mon.");
}

TEST_F(Parameters, count_kind_and_characters_have_codes_of_their_own) {
  EXPECT_EQ(check_parameters(named(), sent(Json::array({parameter("Ana", "first_name")}))).code, 132000);
  EXPECT_EQ(check_parameters(named(), sent(Json::array({parameter("Ana"), parameter("Mon")}))).code, 132012);
  for (const char* bad : {"two\nlines", "a\tb", "a     b", ""}) {
    EXPECT_EQ(
        check_parameters(named(), sent(Json::array({parameter(bad, "eta"), parameter("A", "first_name")})))
            .code,
        132012)
        << bad;
  }
  const std::string much(1020, 'x');
  EXPECT_EQ(check_parameters(
                named(), sent(Json::array({parameter(much.c_str(), "eta"), parameter("A", "first_name")})))
                .code,
            132005);
}

TEST_F(Parameters, a_media_header_must_be_given_at_each_send) {
  Template used;
  used.components =
      Json::array({{{"type", "HEADER"}, {"format", "IMAGE"}}, {{"type", "BODY"}, {"text", "Hi."}}});
  EXPECT_EQ(check_parameters(used, Json::object()).code, 132012);
  const Json image{{"type", "image"}, {"image", {{"id", "1"}}}};
  EXPECT_FALSE(check_parameters(
      used, {{"components", Json::array({{{"type", "header"}, {"parameters", Json::array({image})}}})}}));
}

TEST_F(Parameters, a_url_button_with_a_variable_needs_it) {
  Template used;
  used.components = Json::array(
      {{{"type", "BODY"}, {"text", "Hi."}},
       {{"type", "BUTTONS"},
        {"buttons", Json::array({{{"type", "QUICK_REPLY"}, {"text", "OK"}},
                                 {{"type", "URL"}, {"text", "Go"}, {"url", "https://x/{{1}}"}}})}}});
  EXPECT_EQ(check_parameters(used, Json::object()).code, 132000);
  const Json url{
      {"type", "button"}, {"sub_type", "url"}, {"index", "1"}, {"parameters", Json::array({parameter("7")})}};
  EXPECT_FALSE(check_parameters(used, {{"components", Json::array({url})}}));
  Json beyond = url;
  beyond["index"] = 5;
  EXPECT_EQ(check_parameters(used, {{"components", Json::array({url, beyond})}}).code, 132000);
}

}  // namespace
}  // namespace baton::sandbox::whatsapp
