// SPDX-License-Identifier: MIT
#include "host/plugin/services/log_service.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

namespace baton::plugin {
namespace {

class Log : public ::testing::Test {
 protected:
  std::ostringstream lines_;
  Counters counters_;
  std::shared_ptr<spdlog::logger> logger_ =
      std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_));
  std::shared_ptr<SecretStore> secrets_ = std::make_shared<SecretStore>();
  LogService log_{{"eu", "whatsapp", logger_, secrets_}, counters_};
};

TEST_F(Log, a_flood_is_cut_and_counted_and_never_blocks) {
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(log_.write(BATON_LOG_INFO, "flood", ""));
  EXPECT_GE(counters_.dropped_log_lines.read(), 700u);
  const std::string all = lines_.str();
  EXPECT_GE(std::count(all.begin(), all.end(), '\n'), 200);
}

TEST_F(Log, a_plugin_cannot_write_lines_that_look_like_the_hosts) {
  EXPECT_TRUE(log_.write(BATON_LOG_ERROR, "a\n[2026-01-01] [error] forged\r\x1b[31m", "{\"k\": \"v\\n\"}"));
  const std::string all = lines_.str();
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 1);
  EXPECT_EQ(all.find('\x1b'), std::string::npos);
}

TEST_F(Log, a_secret_that_a_plugin_was_told_by_others_gets_into_no_line) {
  secrets_->set("token", "EAAG\"secret");
  const char* fields = R"({"EAAG\"secret": ["x", {"y": "=EAAG\"secret"}]})";
  EXPECT_TRUE(log_.write(BATON_LOG_ERROR, "refused: EAAG\"secret", fields));
  log_.host_line(spdlog::level::err, "it said EAAG\"secret");
  const std::string all = lines_.str();
  EXPECT_EQ(all.find("EAAG"), std::string::npos) << all;
  EXPECT_NE(all.find("refused: ${secret:token}"), std::string::npos) << all;
}

TEST_F(Log, malformed_lines_are_told_apart_and_not_written) {
  EXPECT_FALSE(log_.write(BATON_LOG_INFO, "\xFF", ""));
  EXPECT_FALSE(log_.write(BATON_LOG_INFO, "x", "[1]"));
  EXPECT_FALSE(log_.write(BATON_LOG_INFO, "x", "{"));
  EXPECT_FALSE(log_.write(BATON_LOG_INFO, std::string(kLogMessageMaxBytes + 1, 'x'), ""));
  EXPECT_EQ(lines_.str(), "");
}

TEST_F(Log, what_nobody_wants_to_read_need_not_be_formatted) {
  EXPECT_FALSE(log_.enabled(BATON_LOG_DEBUG));
  EXPECT_TRUE(log_.enabled(BATON_LOG_WARNING));
}

}  // namespace
}  // namespace baton::plugin
