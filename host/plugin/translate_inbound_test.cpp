// SPDX-License-Identifier: MIT
#include "host/plugin/translate_inbound.h"

#include <gtest/gtest.h>

#include "host/plugin/str.h"

namespace baton::plugin {
namespace {

ChannelNews news_of(baton_event_t event) {
  event.struct_size = sizeof event;
  return std::get<ChannelNews>(translate(event, core::ConnectorId{"wa"}, {}).what);
}

TEST(TranslateInbound, what_is_put_aside_says_why) {
  baton_event_t event{};
  event.kind = BATON_EVENT_UNKNOWN;
  event.text = str_of("messages");
  event.attributes_json = str_of(R"({"field":"messages","reason":"phone number id is not one of this connector"})");
  const auto news = news_of(event);
  EXPECT_EQ(news.what, ChannelNews::What::other);
  EXPECT_EQ(news.text, "messages");
  EXPECT_EQ(news.reason, "phone number id is not one of this connector");
}

TEST(TranslateInbound, a_reason_that_is_absent_or_no_text_is_none) {
  baton_event_t event{};
  event.kind = BATON_EVENT_UNKNOWN;
  EXPECT_EQ(news_of(event).reason, "");
  event.attributes_json = str_of(R"({"reason":{"a":1}})");
  EXPECT_EQ(news_of(event).reason, "");
}

}  // namespace
}  // namespace baton::plugin
