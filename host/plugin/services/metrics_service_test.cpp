// SPDX-License-Identifier: MIT
// metrics_service_test.cpp - what a plugin counts can neither grow without end nor break the text it is shown in.
#include "host/plugin/services/metrics_service.h"

#include <gtest/gtest.h>

#include <limits>
#include <thread>

namespace baton::plugin {
namespace {

class PluginMetrics : public ::testing::Test {
 protected:
  baton_status_t define(baton_metric_kind_t kind, std::string_view name, std::string_view unit = "",
                        std::string_view help = "What it counts.") {
    return metrics_.define({kind, name, help, unit}, id_);
  }
  std::string name(baton_metric_kind_t kind, std::string_view name, std::string_view unit = "") {
    EXPECT_EQ(define(kind, name, unit), BATON_OK) << name;
    return metrics_.read().back().name;
  }

  MetricsService metrics_;
  std::uint32_t id_ = 0;
};

TEST_F(PluginMetrics, names_are_made_fit_for_the_text_with_unit_and_total_once) {
  EXPECT_EQ(name(BATON_METRIC_COUNTER, "mails"), "mails_total");
  EXPECT_EQ(name(BATON_METRIC_COUNTER, "read_total", "bytes"), "read_bytes_total");
  EXPECT_EQ(name(BATON_METRIC_GAUGE, "lag.of-folder", "s"), "lag_of_folder_s");
  EXPECT_EQ(name(BATON_METRIC_GAUGE, "size_bytes", "bytes"), "size_bytes");
  EXPECT_EQ(name(BATON_METRIC_GAUGE, "x{a=\"b\"}\n"), "x_a__b___");
  EXPECT_EQ(name(BATON_METRIC_GAUGE, "gr\xc3\xb6\xc3\x9f" "e"), "gr____e");
  EXPECT_EQ(name(BATON_METRIC_COUNTER, "_total"), "_total_total");
}

TEST_F(PluginMetrics, a_name_that_is_taken_is_refused_also_under_another_spelling) {
  EXPECT_EQ(define(BATON_METRIC_COUNTER, "a.b"), BATON_OK);
  EXPECT_EQ(define(BATON_METRIC_COUNTER, "a-b"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "a_b_total"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_HISTOGRAM, "wait"), BATON_OK);
  for (const char* of_histogram : {"wait", "wait_sum", "wait_count", "wait_bucket"})
    EXPECT_EQ(define(BATON_METRIC_GAUGE, of_histogram), BATON_INVALID_ARGUMENT) << of_histogram;
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "size_sum"), BATON_OK);
  EXPECT_EQ(define(BATON_METRIC_HISTOGRAM, "size"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(metrics_.read().size(), 3u);
}

TEST_F(PluginMetrics, what_is_malformed_or_over_a_limit_is_refused_and_never_cut) {
  const std::string longest(BATON_METRIC_NAME_MAX_BYTES, 'n'), help(BATON_METRIC_HELP_MAX_BYTES, 'h');
  EXPECT_EQ(define(BATON_METRIC_GAUGE, longest, longest, help), BATON_OK);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, longest + "x"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "a", longest + "x"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "a", "", help + "x"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, ""), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "\xFF"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(0, "a"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(4, "a"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "b", "", "one\nline"), BATON_OK);
  EXPECT_EQ(metrics_.read().back().help.find('\n'), std::string::npos);
}

TEST_F(PluginMetrics, the_set_is_fixed_by_its_limit_and_when_init_is_over) {
  for (std::uint32_t i = 0; i < BATON_METRIC_MAX_COUNT; ++i) {
    ASSERT_EQ(define(BATON_METRIC_GAUGE, "g" + std::to_string(i)), BATON_OK);
    EXPECT_EQ(id_, i + 1);
  }
  EXPECT_EQ(define(BATON_METRIC_GAUGE, "one_more"), BATON_RATE_LIMITED);
  MetricsService later;
  later.close();
  EXPECT_EQ(later.define({BATON_METRIC_GAUGE, "late", "", ""}, id_), BATON_NOT_SUPPORTED);
  EXPECT_TRUE(later.read().empty());
}

TEST_F(PluginMetrics, a_value_that_is_none_changes_nothing) {
  define(BATON_METRIC_COUNTER, "count");
  const auto counter = id_;
  define(BATON_METRIC_GAUGE, "gauge");
  EXPECT_TRUE(metrics_.record(counter, 2.5));
  EXPECT_TRUE(metrics_.record(id_, -3));
  for (const double odd : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_FALSE(metrics_.record(counter, odd));
    EXPECT_FALSE(metrics_.record(id_, odd));
  }
  EXPECT_FALSE(metrics_.record(counter, -1));
  EXPECT_FALSE(metrics_.record(3, 1));
  EXPECT_TRUE(metrics_.record(0, 1)) << "one that was never defined is left out in silence";
  EXPECT_EQ(metrics_.read().at(0).value, 2.5);
  EXPECT_EQ(metrics_.read().at(1).value, -3);
}

TEST_F(PluginMetrics, a_histogram_counts_each_observation_up_to_its_bound) {
  define(BATON_METRIC_HISTOGRAM, "wait", "s");
  for (const double seen : {0.0005, 0.001, 0.0011, 2.0, 5e9}) EXPECT_TRUE(metrics_.record(id_, seen));
  const auto reading = metrics_.read().at(0);
  ASSERT_EQ(reading.below.size(), kMetricBounds.size() + 1);
  EXPECT_EQ(reading.below.at(0), 2u);  // 0.001 itself is within
  EXPECT_EQ(reading.below.at(1), 3u);
  EXPECT_EQ(reading.below.at(6), 3u);  // up to 1
  EXPECT_EQ(reading.below.at(7), 4u);  // up to 3
  EXPECT_EQ(reading.below.back(), 5u);
  EXPECT_TRUE(std::is_sorted(kMetricBounds.begin(), kMetricBounds.end()));
}

TEST_F(PluginMetrics, many_threads_lose_no_count) {
  define(BATON_METRIC_COUNTER, "count");
  const auto counter = id_;
  define(BATON_METRIC_HISTOGRAM, "wait");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10000; ++i) {
        metrics_.record(counter, 1);
        metrics_.record(id_, 1);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(metrics_.read().at(0).value, 40000);
  EXPECT_EQ(metrics_.read().at(1).below.back(), 40000u);
}

}  // namespace
}  // namespace baton::plugin
