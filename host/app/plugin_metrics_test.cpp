// SPDX-License-Identifier: MIT
// plugin_metrics_test.cpp - what plugins count stands in the text of all figures and cannot break it.
#include "host/app/plugin_metrics.h"

#include <gtest/gtest.h>

#include "host/engine/testing/fake_plugins.h"

namespace baton::app {
namespace {

struct Counting final : engine::testing::FakeInstance {
  Counting(const std::string& instance_id, const std::string& plugin_id) : FakeInstance(instance_id, plugin_id) {}
  std::vector<plugin::MetricReading> metrics() const override { return readings; }
  std::vector<plugin::MetricReading> readings;
};

class PluginMetricsText : public ::testing::Test {
 protected:
  Counting& connector(const std::string& id, const std::string& plugin_id = "com.example.mail-box") {
    auto made = std::make_shared<Counting>(id, plugin_id);
    plugins.connectors[{id}] = made;
    return *made;
  }
  bool has(const std::string& line) const {
    return ("\n" + plugin_metrics_text(plugins)).find("\n" + line + "\n") != std::string::npos;
  }

  engine::Plugins plugins;
};

TEST_F(PluginMetricsText, instances_of_a_plugin_share_a_family_and_differ_by_their_label) {
  connector("mail-eu").readings = {{BATON_METRIC_COUNTER, "mails_total", "Mails \\ read.", 7, {}}};
  connector("mail-us").readings = {{BATON_METRIC_COUNTER, "mails_total", "Mails \\ read.", 8, {}}};
  EXPECT_TRUE(has("# HELP baton_plugin_com_example_mail_box_mails_total Mails \\\\ read."));
  EXPECT_TRUE(has("# TYPE baton_plugin_com_example_mail_box_mails_total counter"));
  EXPECT_TRUE(has(R"(baton_plugin_com_example_mail_box_mails_total{instance="mail-eu"} 7)"));
  EXPECT_TRUE(has(R"(baton_plugin_com_example_mail_box_mails_total{instance="mail-us"} 8)"));
  const auto text = plugin_metrics_text(plugins);
  EXPECT_EQ(std::count(text.begin(), text.end(), '#'), 2) << text;
}

TEST_F(PluginMetricsText, a_histogram_has_a_line_for_each_bound_then_sum_and_count) {
  plugin::MetricReading wait{BATON_METRIC_HISTOGRAM, "wait_s", "", 12.5, {}};
  for (std::size_t i = 0; i <= plugin::kMetricBounds.size(); ++i) wait.below.push_back(i);
  connector("mail").readings = {wait};
  const std::string name = "baton_plugin_com_example_mail_box_wait_s";
  EXPECT_TRUE(has(name + R"(_bucket{instance="mail",le="0.001"} 0)"));
  EXPECT_TRUE(has(name + R"(_bucket{instance="mail",le="1e+07"} 20)"));
  EXPECT_TRUE(has(name + R"(_bucket{instance="mail",le="+Inf"} 21)"));
  EXPECT_TRUE(has(name + R"(_sum{instance="mail"} 12.5)"));
  EXPECT_TRUE(has(name + R"(_count{instance="mail"} 21)"));
}

TEST_F(PluginMetricsText, a_name_of_two_kinds_is_shown_as_the_first_one_has_it) {
  connector("a").readings = {{BATON_METRIC_GAUGE, "x_total", "", 1, {}}};
  connector("b").readings = {{BATON_METRIC_COUNTER, "x_total", "", 2, {}}};
  EXPECT_TRUE(has("# TYPE baton_plugin_com_example_mail_box_x_total gauge"));
  EXPECT_EQ(plugin_metrics_text(plugins).find("} 2"), std::string::npos);
}

TEST_F(PluginMetricsText, plugins_that_count_nothing_add_nothing) {
  connector("a");
  EXPECT_EQ(plugin_metrics_text(plugins), "");
}

}  // namespace
}  // namespace baton::app
