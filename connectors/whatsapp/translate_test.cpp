// SPDX-License-Identifier: MIT
// Every file of testdata/webhooks means what it says, and no change of any delivery leaves without a trace,
// whatever its shape.
#include "translate.h"

#include <baton/limits.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <set>

#include "fixture.h"

namespace baton::whatsapp {
namespace {

std::size_t count_changes(const Json& delivery) {
  std::size_t count = 0;
  for (const Json& entry : delivery["entry"]) count += entry["changes"].size();
  return count;
}

Events translate(const Json& delivery) {
  Translation translation = translate_body(fixture::settings(), delivery.dump(), 0);
  EXPECT_EQ(translation.refusal, "");
  return std::move(translation.events);
}

void expect_acceptable(const Events& events, const std::string& of) {
  for (const InboundEvent& event : events) {
    EXPECT_FALSE(event.source_event_id.empty()) << of;
    for (const std::string* id :
         {&event.source_event_id, &event.message_id, &event.account, &event.quoted_message_id}) {
      EXPECT_LE(id->size(), BATON_ID_MAX_BYTES) << of;
    }
    EXPECT_LE(event.text.size(), BATON_TEXT_MAX_BYTES) << of;
    EXPECT_LE(dump(event.attributes).size(), BATON_ATTRIBUTES_MAX_BYTES) << of;
  }
}

TEST(Translate, every_documented_change_means_what_its_file_says) {
  const auto fixtures = fixture::read_folder("webhooks");
  ASSERT_GT(fixtures.size(), 90u);
  for (const auto& [name, content] : fixtures) {
    const Events events = translate(fixture::delivery(content));
    const Json& expected = content["expect"];
    ASSERT_EQ(events.size(), expected.size()) << name << ": " << content["why"];
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(fixture::difference(expected[i], fixture::render(events[i])), "") << name << ", event " << i;
    }
    expect_acceptable(events, name);
  }
}

TEST(Translate, the_same_delivery_again_has_the_same_keys_and_different_events_have_different_ones) {
  std::set<std::string> keys;
  std::size_t count = 0;
  for (const auto& [name, content] : fixture::read_folder("webhooks")) {
    const Events first = translate(fixture::delivery(content));
    const Events second = translate(fixture::delivery(content));
    std::set<std::string> own;
    for (std::size_t i = 0; i < first.size(); ++i) {
      EXPECT_EQ(first[i].source_event_id, second[i].source_event_id) << name;
      EXPECT_TRUE(own.insert(first[i].source_event_id).second) << name << " event " << i;
    }
    count += own.size();
  }
  EXPECT_GT(count, 100u);
}

TEST(Translate, a_template_paused_twice_is_two_notices) {
  Json fixture = {{"field", "message_template_status_update"},
                  {"value", {{"event", "PAUSED"}, {"message_template_id", 1}}},
                  {"time", 1790000000}};
  const std::string first = translate(fixture::delivery(fixture)).at(0).source_event_id;
  fixture["time"] = 1790090000;
  EXPECT_NE(translate(fixture::delivery(fixture)).at(0).source_event_id, first);
}

// Replaces one value after another by something of another type.
void spoil(const Json& whole, const Json::json_pointer& at, const std::function<void(const Json&)>& use) {
  static const Json kOdd[] = {nullptr, -1.5e300, "odd", Json::array({nullptr}), Json::object()};
  for (const Json& odd : kOdd) {
    Json copy = whole;
    copy[at] = odd;
    use(copy);
  }
  const Json& here = whole.at(at);
  if (here.is_object()) {
    for (const auto& [name, value] : here.items()) spoil(whole, at / name, use);
  }
  for (std::size_t i = 0; here.is_array() && i < here.size(); ++i) spoil(whole, at / i, use);
}

TEST(Translate, no_wrong_type_anywhere_throws_or_loses_a_change) {
  const Settings settings = fixture::settings();
  std::size_t tried = 0;
  for (const auto& [name, content] : fixture::read_folder("webhooks")) {
    const Json delivery = fixture::delivery(content);
    const auto use = [&](const Json& spoilt) {
      const Translation translation = translate_body(settings, spoilt.dump(), 0);
      ASSERT_EQ(translation.refusal, "") << name;
      ASSERT_GE(translation.events.size(), 1u) << name << ": " << spoilt.dump();
      expect_acceptable(translation.events, name);
      ++tried;
    };
    spoil(delivery, Json::json_pointer("/entry"), use);
    spoil(delivery, Json::json_pointer("/object"), use);
  }
  EXPECT_GT(tried, 5000u);
}

TEST(Translate, no_broken_byte_throws) {
  const Settings settings = fixture::settings();
  std::mt19937 random(20260101);
  for (const auto& [name, content] : fixture::read_folder("webhooks")) {
    const std::string body = fixture::delivery(content).dump();
    for (int round = 0; round < 60; ++round) {
      std::string broken = body;
      broken[random() % broken.size()] = static_cast<char>(random() & 0xFFu);
      if (round % 3 == 0) broken.resize(random() % broken.size());
      const Translation translation = translate_body(settings, broken, 0);
      EXPECT_TRUE(!translation.refusal.empty() || !translation.events.empty()) << name;
      expect_acceptable(translation.events, name);
    }
  }
}

TEST(Translate, signed_json_that_is_no_delivery_is_recorded_and_not_retried_for_a_week) {
  for (const char* body :
       {"{}", "[]", "7", "\"x\"", "null", R"({"object":"page","entry":[]})",
        R"({"object":"whatsapp_business_account"})", R"({"object":"whatsapp_business_account","entry":[]})",
        R"({"object":"whatsapp_business_account","entry":[{"id":"1001"},5]})"}) {
    const Translation translation = translate_body(fixture::settings(), body, 0);
    EXPECT_EQ(translation.refusal, "") << body;
    ASSERT_GE(translation.events.size(), 1u) << body;
    EXPECT_EQ(translation.events[0].kind, BATON_EVENT_UNKNOWN) << body;
    EXPECT_FALSE(translation.events[0].raw.empty()) << body;
  }
}

TEST(Translate, what_is_no_json_is_refused_with_the_reason) {
  EXPECT_EQ(translate_body(fixture::settings(), "{oops", 0).refusal, "body is not json");
  EXPECT_EQ(translate_body(fixture::settings(), "", 0).refusal, "empty body");
}

TEST(Translate, a_thousand_changes_in_one_delivery_are_a_thousand_events) {
  Json delivery = fixture::delivery({{"field", "messages"}, {"value", Json::object()}});
  Json& changes = delivery["entry"][0]["changes"];
  changes = Json::array();
  for (int i = 0; i < 1000; ++i) {
    changes.push_back({{"field", "messages"},
                       {"value",
                        {{"metadata", {{"phone_number_id", "pn-1"}}},
                         {"messages", Json::array({{{"from", "16505550101"},
                                                    {"id", "wamid." + std::to_string(i)},
                                                    {"timestamp", "1790000000"},
                                                    {"type", "text"},
                                                    {"text", {{"body", "x"}}}}})}}}});
  }
  EXPECT_EQ(count_changes(delivery), 1000u);
  EXPECT_EQ(translate(delivery).size(), 1000u);
}

TEST(Translate, more_events_than_a_batch_holds_are_kept_raw_beside_the_first) {
  Json messages = Json::array();
  for (int i = 0; i < 5000; ++i)
    messages.push_back({{"id", "m" + std::to_string(i)}, {"type", "text"}, {"timestamp", 1790000000}});
  const Events events = translate(
      fixture::delivery({{"field", "messages"},
                         {"value", {{"metadata", {{"phone_number_id", "pn-1"}}}, {"messages", messages}}}}));
  ASSERT_EQ(events.size(), BATON_BATCH_MAX_EVENTS);
  EXPECT_EQ(events.back().kind, BATON_EVENT_UNKNOWN);
  EXPECT_NE(events.back().raw.find("\"m4999\""), std::string::npos);
}

TEST(Translate, oversized_values_move_to_raw_and_are_never_cut) {
  const std::string long_id(600, 'x');
  const std::string long_text(BATON_TEXT_MAX_BYTES + 1, 't');
  const Events events =
      translate(fixture::delivery({{"field", "messages"},
                                   {"value",
                                    {{"metadata", {{"phone_number_id", "pn-1"}}},
                                     {"messages", Json::array({{{"from", "16505550101"},
                                                                {"id", long_id},
                                                                {"timestamp", 1790000000},
                                                                {"type", "text"},
                                                                {"text", {{"body", long_text}}}}})}}}}));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].source_event_id.rfind("sha256:", 0), 0u);
  EXPECT_TRUE(events[0].text.empty());
  EXPECT_NE(events[0].raw.find(long_text), std::string::npos);
  EXPECT_NE(events[0].raw.find(long_id), std::string::npos);
  expect_acceptable(events, "oversized");
}

TEST(Translate, several_numbers_keep_their_events_apart_and_an_unnamed_one_is_not_guessed) {
  Settings settings = fixture::settings();
  settings.numbers.push_back({"pn-2", "15550100002"});
  const auto body = [](const char* metadata) {
    return std::string(
               R"({"object":"whatsapp_business_account","entry":[{"id":"1001","changes":[{"field":"messages","value":{)") +
           metadata +
           R"("messages":[{"from":"16505550101","id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"}}]}}]}]})";
  };
  EXPECT_EQ(
      translate_body(settings, body(R"("metadata":{"phone_number_id":"pn-2"},)"), 0).events.at(0).account,
      "pn-2");
  EXPECT_EQ(translate_body(settings, body(""), 0).events.at(0).kind, BATON_EVENT_UNKNOWN);
  EXPECT_EQ(translate_body(fixture::settings(), body(""), 0).events.at(0).account, "pn-1");
}

// Payloads of other projects' test suites, where they are present; they are no part of this tree.
TEST(Translate, payloads_of_other_projects_are_events_or_refusals_with_a_reason) {
  const char* data = std::getenv("BATON_DATA");
  if (data == nullptr)
    GTEST_SKIP() << "BATON_DATA is not set: it names a folder with webhooks/whatsapp_payloads.jsonl";
  std::ifstream file(std::string(data) + "/webhooks/whatsapp_payloads.jsonl");
  if (!file) GTEST_SKIP() << "there is no webhooks/whatsapp_payloads.jsonl under BATON_DATA";
  std::size_t count = 0;
  std::size_t unknown = 0;
  for (std::string line; std::getline(file, line); ++count) {
    const Json entry = Json::parse(line);
    Settings settings = fixture::settings();
    settings.waba_id.clear();  // every payload is of another account
    for (const Json& of : entry["payload"]["entry"]) {
      for (const Json& change : of.value("changes", Json::array())) {
        const auto id = change.value(Json::json_pointer("/value/metadata/phone_number_id"), std::string());
        if (!id.empty() && settings.number(id) == nullptr) settings.numbers.push_back({id, ""});
      }
    }
    const Translation translation = translate_body(settings, entry["payload"].dump(), 0);
    EXPECT_TRUE(!translation.refusal.empty() || !translation.events.empty()) << entry["src"];
    EXPECT_EQ(translation.refusal, "") << entry["src"];
    expect_acceptable(translation.events, entry["src"]);
    for (const InboundEvent& event : translation.events)
      unknown += event.kind == BATON_EVENT_UNKNOWN ? 1u : 0u;
    if (std::getenv("BATON_DATA_SHOW") != nullptr) {
      for (const InboundEvent& event : translation.events)
        std::cout << entry["src"] << " " << fixture::render(event).dump() << "\n";
    }
  }
  std::cout << count << " payloads, " << unknown << " events kept as unknown\n";
  EXPECT_GT(count, 0u);
}

}  // namespace
}  // namespace baton::whatsapp
