// SPDX-License-Identifier: MIT
// What goes out: the files of testdata/outbound are the exact bodies; limits are named before anything is
// sent.
#include <gtest/gtest.h>

#include "fixture.h"
#include "outbound_json.h"
#include "outbound_limits.h"

namespace baton::whatsapp {
namespace {

OutboundMessage text_message(std::string text) {
  OutboundMessage message;
  message.idempotency_key = "job-77";
  message.text = std::move(text);
  message.recipients = {{BATON_IDENTITY_PHONE, "16505550101"}};
  return message;
}

baton_message_kind_t media_kind(const std::string& word) {
  for (const baton_message_kind_t kind :
       {BATON_MESSAGE_IMAGE, BATON_MESSAGE_VIDEO, BATON_MESSAGE_AUDIO, BATON_MESSAGE_DOCUMENT}) {
    if (word == media_word(kind)) return kind;
  }
  return BATON_MESSAGE_STICKER;
}

void read_template(const Json& from, OutboundMessage& message) {
  message.template_use = TemplateUse{from["name"], from["language"], {}};
  for (const Json& one : from["parameters"]) {
    const std::string place = one["place"];
    const auto kind = place == "body"     ? BATON_PARAMETER_BODY
                      : place == "header" ? BATON_PARAMETER_HEADER
                                          : BATON_PARAMETER_BUTTON;
    message.template_use->parameters.push_back(
        {kind, one.value("index", 0u), one.value("name", ""), one.value("sub_type", ""), one["value"]});
  }
}

OutboundMessage read_message(const Json& from) {
  OutboundMessage message = text_message(from.value("text", ""));
  static const std::pair<const char*, baton_outbound_kind_t> kKinds[] = {
      {"read", BATON_OUTBOUND_MARK_READ},
      {"typing", BATON_OUTBOUND_TYPING},
      {"reaction", BATON_OUTBOUND_REACTION}};
  for (const auto& [name, kind] : kKinds) {
    if (from.value("kind", "") == name) message.kind = kind;
  }
  message.footer = from.value("footer", "");
  message.quoted_message_id = from.value("quoted", "");
  message.list_button = from.value("list_button", "");
  message.attributes = from.value("attributes", Json());
  if (from.contains("user_id"))
    message.recipients = {{BATON_IDENTITY_USERNAME, "ana.k"}, {BATON_IDENTITY_USER_ID, from["user_id"]}};
  for (const Json& one : from.value("buttons", Json::array())) {
    message.buttons.push_back({one.value("id", ""), one.value("title", ""), one.value("description", ""),
                               one.value("section", "")});
  }
  for (const Json& one : from.value("attachments", Json::array())) {
    Attachment attachment;
    attachment.kind = media_kind(one["kind"]);
    attachment.remote_id = one.value("remote_id", "");
    attachment.blob_id = one.value("blob_id", "");
    attachment.media_type = one.value("media_type", "");
    attachment.file_name = one.value("file_name", "");
    message.attachments.push_back(std::move(attachment));
  }
  if (from.contains("template")) read_template(from["template"], message);
  return message;
}

TEST(Outbound, every_kind_of_message_has_exactly_the_body_of_its_file) {
  const auto fixtures = fixture::read_folder("outbound");
  ASSERT_GT(fixtures.size(), 20u);
  for (const auto& [name, content] : fixtures) {
    const OutboundMessage message = read_message(content["message"]);
    const auto problem = check_limits(message);
    ASSERT_FALSE(problem) << name << ": " << problem->message;
    const BodyOrFailure body = outbound_body(message, content.value("media_id", ""));
    ASSERT_TRUE(std::holds_alternative<Json>(body)) << name << ": " << std::get<Failure>(body).message;
    EXPECT_EQ(std::get<Json>(body), content["body"]) << name << "\n" << std::get<Json>(body).dump(1);
  }
}

std::string problem_of(const OutboundMessage& message) {
  const auto problem = check_limits(message);
  if (problem) {
    EXPECT_EQ(problem->status, BATON_INVALID_ARGUMENT) << problem->message;
    return problem->message;
  }
  const BodyOrFailure body = outbound_body(message, "");
  return std::holds_alternative<Failure>(body) ? std::get<Failure>(body).message : std::string();
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Limits, characters_are_counted_and_not_bytes) {
  EXPECT_EQ(problem_of(text_message(repeated("\xF0\x9F\x91\x8D", 4096))), "");
  EXPECT_EQ(problem_of(text_message(repeated("x", 4097))), "text has 4097 characters, whatsapp takes 4096");
  EXPECT_EQ(problem_of(text_message("")), "text is missing");
}

TEST(Limits, a_recipient_that_cannot_be_dialled_is_named) {
  OutboundMessage message = text_message("x");
  message.recipients = {{BATON_IDENTITY_EMAIL, "a@x.example"}, {BATON_IDENTITY_PHONE, "no number"}};
  EXPECT_EQ(problem_of(message), "recipient has neither a phone number nor a whatsapp user id");
}

TEST(Limits, buttons_and_lists_keep_whatsapps_limits) {
  OutboundMessage message = text_message("Pick");
  for (int i = 0; i < 4; ++i) message.buttons.push_back({std::to_string(i), "B" + std::to_string(i), {}, {}});
  EXPECT_EQ(problem_of(message), "at most 3 buttons; more choices go as a list");
  message.buttons.resize(2);
  message.buttons[1].title = "B0";
  EXPECT_EQ(problem_of(message), "two buttons have the same title");
  message.buttons[1].title = repeated("x", 21);
  EXPECT_EQ(problem_of(message), "button title has 21 characters, whatsapp takes 20");
  message.buttons[1].title = "";
  EXPECT_EQ(problem_of(message), "button title is missing");
  message.buttons[1].title = "ok";
  message.text = repeated("x", 1025);
  EXPECT_EQ(problem_of(message), "text above buttons has 1025 characters, whatsapp takes 1024");

  OutboundMessage list = text_message("When?");
  list.list_button = "Choose";
  EXPECT_EQ(problem_of(list), "a list needs rows");
  for (int i = 0; i < 11; ++i) list.buttons.push_back({std::to_string(i), "R", {}, {}});
  EXPECT_EQ(problem_of(list), "a list has at most 10 rows in all");
  list.buttons.resize(2);
  list.buttons[0].section = "Mon";
  EXPECT_EQ(problem_of(list), "with several list sections each row needs its section");
  list.buttons[1].section = "Tue";
  EXPECT_EQ(problem_of(list), "");
  list.buttons[1].id = "0";
  EXPECT_EQ(problem_of(list), "two list rows have the same id");
  list.list_button = repeated("x", 21);
  list.buttons[1].id = "1";
  EXPECT_EQ(problem_of(list), "list button label has 21 characters, whatsapp takes 20");
}

OutboundMessage media_message(baton_message_kind_t kind, std::string type, std::uint64_t size) {
  OutboundMessage message = text_message("");
  Attachment attachment;
  attachment.kind = kind;
  attachment.blob_id = "blob-1";
  attachment.media_type = std::move(type);
  attachment.size_bytes = size;
  message.attachments.push_back(std::move(attachment));
  return message;
}

TEST(Limits, media_are_checked_by_type_and_size_before_the_upload) {
  constexpr std::uint64_t kMegabyte = 1024 * 1024;
  EXPECT_FALSE(check_limits(media_message(BATON_MESSAGE_IMAGE, "image/jpeg", 5 * kMegabyte)));
  EXPECT_TRUE(check_limits(media_message(BATON_MESSAGE_IMAGE, "image/jpeg", 5 * kMegabyte + 1)));
  EXPECT_NE(problem_of(media_message(BATON_MESSAGE_IMAGE, "image/gif", 1)).find("can go as a document"),
            std::string::npos);
  EXPECT_FALSE(check_limits(media_message(BATON_MESSAGE_AUDIO, "audio/ogg; codecs=opus", 1)));
  EXPECT_FALSE(check_limits(media_message(BATON_MESSAGE_DOCUMENT, "application/zip", 100 * kMegabyte)));
  EXPECT_TRUE(check_limits(media_message(BATON_MESSAGE_DOCUMENT, "application/zip", 100 * kMegabyte + 1)));
  EXPECT_EQ(problem_of(media_message(BATON_MESSAGE_LOCATION, "x/y", 1)),
            "attachment is no image, video, audio, document or sticker");
  OutboundMessage two = media_message(BATON_MESSAGE_IMAGE, "image/png", 1);
  two.attachments.push_back(two.attachments.front());
  EXPECT_EQ(problem_of(two), "whatsapp takes one attachment a message");
  OutboundMessage spoken = media_message(BATON_MESSAGE_AUDIO, "audio/mpeg", 1);
  spoken.text = "listen";
  EXPECT_EQ(problem_of(spoken), "audio and stickers take no text beside them");
}

OutboundMessage template_message(std::vector<TemplateParameter> parameters) {
  OutboundMessage message = text_message("");
  message.template_use = TemplateUse{"order_late", "en_US", std::move(parameters)};
  return message;
}

TEST(Limits, template_parameters_that_meta_refuses_without_a_word_are_named) {
  EXPECT_EQ(problem_of(template_message({{BATON_PARAMETER_BODY, 0, "", "", ""}})),
            "a template parameter is empty");
  EXPECT_EQ(problem_of(template_message({{BATON_PARAMETER_BODY, 0, "", "", "a\nb"}})),
            "a template parameter has a line break or tab");
  EXPECT_EQ(problem_of(template_message({{BATON_PARAMETER_BODY, 0, "", "", "a     b"}})),
            "a template parameter has more than 4 spaces in a row");
  EXPECT_EQ(problem_of(template_message({{BATON_PARAMETER_BODY, 1, "", "", "a"}})),
            "template body lacks parameter 1");
  EXPECT_EQ(problem_of(template_message(
                {{BATON_PARAMETER_BODY, 0, "", "", "a"}, {BATON_PARAMETER_BODY, 1, "eta", "", "b"}})),
            "template body mixes named and positional parameters");
  EXPECT_EQ(problem_of(template_message({{BATON_PARAMETER_BUTTON, 0, "", "teleport", "a"}})),
            "unknown kind of template button");
}

TEST(Limits, a_receipt_or_reaction_without_its_message_is_refused) {
  for (const auto kind : {BATON_OUTBOUND_MARK_READ, BATON_OUTBOUND_TYPING, BATON_OUTBOUND_REACTION}) {
    OutboundMessage message = text_message("");
    message.kind = kind;
    EXPECT_NE(problem_of(message), "") << kind;
  }
  OutboundMessage unknown = text_message("x");
  unknown.kind = 99;
  EXPECT_EQ(check_limits(unknown)->status, BATON_NOT_SUPPORTED);
}

}  // namespace
}  // namespace baton::whatsapp
