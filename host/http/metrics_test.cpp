// SPDX-License-Identifier: MIT
// The dangers: a refusal nobody can see from outside; series that grow with what strangers send.
#include "host/http/metrics.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace baton::http {
namespace {

bool has_line(const std::string& text, const std::string& line) { return ("\n" + text).find("\n" + line + "\n") != std::string::npos; }

TEST(Metrics, a_refused_webhook_is_counted_beside_its_connector) {
  Metrics metrics({"whatsapp-eu", "whatsapp-us"});
  metrics.webhook("whatsapp-eu", 200);
  metrics.webhook("whatsapp-eu", 401);
  metrics.webhook("whatsapp-eu", 401);
  metrics.webhook("whatsapp-us", 400);
  metrics.webhook("whatsapp-us", 503);
  const auto text = metrics.text();
  EXPECT_TRUE(has_line(text, R"(baton_webhooks_total{connector="whatsapp-eu",outcome="accepted"} 1)"));
  EXPECT_TRUE(has_line(text, R"(baton_webhooks_total{connector="whatsapp-eu",outcome="unsigned"} 2)"));
  EXPECT_TRUE(has_line(text, R"(baton_webhooks_total{connector="whatsapp-us",outcome="refused"} 1)"));
  EXPECT_TRUE(has_line(text, R"(baton_webhooks_total{connector="whatsapp-us",outcome="unavailable"} 1)"));
}

TEST(Metrics, a_stranger_cannot_make_a_series_of_his_own) {
  Metrics metrics({"whatsapp-eu"});
  const auto before = metrics.text();
  for (int i = 0; i < 1000; ++i) metrics.webhook("guess-" + std::to_string(i), 404);
  const auto after = metrics.text();
  EXPECT_EQ(std::count(before.begin(), before.end(), '\n'), std::count(after.begin(), after.end(), '\n'));
  EXPECT_TRUE(has_line(after, R"(baton_webhooks_total{connector="unknown",outcome="refused"} 1000)"));
}

TEST(Metrics, a_status_that_does_not_exist_is_no_write_beside_the_array) {
  Metrics metrics({});
  for (const int status : {-1, 0, 599, 600, 1 << 30}) metrics.api(status);
  EXPECT_TRUE(has_line(metrics.text(), R"(baton_api_answers_total{status="599"} 1)"));
  EXPECT_EQ(metrics.text().find("600"), std::string::npos);
}

TEST(Metrics, a_label_that_ends_its_quotes_does_not_write_lines) {
  EXPECT_EQ(metric_label("a", "x\"} 1\ny\\"), R"(a="x\"} 1\ny\\")");
}

TEST(Metrics, a_large_count_keeps_its_last_digit) {
  EXPECT_TRUE(has_line(metric_family("f", "gauge", "h", {{"", 9007199254740991.0}}), "f 9007199254740991"));
}

TEST(Metrics, a_sample_may_have_more_of_a_name_than_its_family) {
  const auto text = metric_family("f", "histogram", "h", {{metric_label("le", "1"), 2, "_bucket"}, {"", 3, "_sum"}});
  EXPECT_TRUE(has_line(text, "# TYPE f histogram"));
  EXPECT_TRUE(has_line(text, R"(f_bucket{le="1"} 2)"));
  EXPECT_TRUE(has_line(text, "f_sum 3"));
}

}  // namespace
}  // namespace baton::http
