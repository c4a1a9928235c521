// SPDX-License-Identifier: MIT
#include "host/app/clock_follower.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/null_sink.h>

#include "host/sandbox/sandbox.h"

namespace baton::app {
namespace {

// A host says that it is ready before its follower's thread has asked for the first time: the clock must not be moved
// without it meanwhile.
TEST(ClockFollower, a_clock_is_moved_without_a_host_that_has_read_it) {
  sandbox::Options options;
  options.frozen = true;
  sandbox::Sandbox sandbox(options);
  const auto url = "http://127.0.0.1:" + std::to_string(sandbox.start());
  const auto followers = [&] {
    net::Client client;
    net::ClientRequest request;
    request.url = url + "/clock";
    return nlohmann::json::parse(client.send(request).body).at("followers");
  };
  {
    const auto nowhere = std::make_shared<spdlog::sinks::null_sink_mt>();
    ClockFollower follower(url, std::make_shared<spdlog::logger>("none", nowhere));
    EXPECT_EQ(follower.first(), "");
    EXPECT_EQ(followers(), nlohmann::json::array({"host-" + std::to_string(getpid())}));
  }
  EXPECT_TRUE(followers().empty()) << "one that is gone is waited for";
}

}  // namespace
}  // namespace baton::app
