// SPDX-License-Identifier: MIT
// One plugin, every service of the host, in the host's process and in one of its own: what came of each call, what the
// ports were asked, what was counted and what was logged are the same. Each is also held against what it must be.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "host/plugin/services/blob_service.h"
#include "host/plugin/services/hmac.h"
#include "host/plugin/services/http_service.h"
#include "host/plugin/services/kv_service.h"
#include "host/plugin/services/timer_service.h"
#include "tests/abi/bad_plugins/told_plugin.h"

namespace baton::plugin::test {
namespace {

class Subject : public ToldPlugin {
 public:
  using ToldPlugin::ToldPlugin;
  FakeHttp& http() { return http_; }
  FakeTimers& timers() { return timers_; }
  FakeBlobs& blobs() { return blobs_; }
  FakeKv& kv() { return kv_; }
  FakeEmit& emit() { return emit_; }
  Instance& instance() { return *instance_; }
  // What was logged of the plugin; nothing comes after it.
  std::string log() {
    instance_->stop(kStopBudgetMs);
    std::istringstream all(lines_.str());
    std::string of_plugin;
    for (std::string line; std::getline(all, line);)
      if (line.find("plugin=") != std::string::npos) of_plugin += line + "\n";
    return of_plugin;
  }
};

struct Step {
  std::string came;  // "" stands for what need only be the same
  std::function<std::string(Subject&)> act;
};

Step told(const std::string& text, const std::string& came) {
  return {came, [text](Subject& s) { return s.told(text); }};
}

// Both places get the same steps; each answer is compared with what must come, and the two with each other.
void expect_the_same(const std::vector<Step>& steps) {
  Subject inside(Place::kInside), runner(Place::kRunner);
  ASSERT_EQ(inside.instance().info().place, "in-process");
  ASSERT_EQ(runner.instance().info().place, "isolated");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto here = steps[i].act(inside), there = steps[i].act(runner);
    EXPECT_EQ(here, there) << "step " << i;
    if (!steps[i].came.empty()) {
      EXPECT_EQ(here, steps[i].came) << "step " << i;
    }
  }
  const auto here = inside.instance().health(), there = runner.instance().health();
  EXPECT_EQ(here.contract_violations, there.contract_violations);
  EXPECT_EQ(here.failures, there.failures);
  EXPECT_EQ(here.late_completions + here.double_completions, there.late_completions + there.double_completions);
  EXPECT_EQ(there.crashes, 0u);
  const auto log = inside.log();
  EXPECT_EQ(log, runner.log());
  EXPECT_EQ(log.find(kToken), std::string::npos);
}

std::string status(baton_status_t status) { return std::to_string(status); }

TEST(BothPlaces, what_is_kept) {
  std::vector<Step> steps = {told("get at", "absent")};
  for (const baton_status_t result : {BATON_OK, BATON_CONFLICT, BATON_REJECTED, BATON_UNAVAILABLE})
    steps.push_back({"test: at=17@3 " + status(result), [=](Subject& s) { return s.kept("put at 17 3", result); }});
  steps.push_back({"", [](Subject& s) { return s.kept("put at 18 any", BATON_OK); }});
  steps.push_back({"", [](Subject& s) { return s.kept("drop at", BATON_OK); }});
  steps.push_back({std::string(400, 'x') + "@41", [](Subject& s) {
    s.kv().values[{"test", "at"}] = {std::string(400, 'x'), 41};
    return s.told("get at");
  }});
  steps.push_back({status(BATON_KV_VALUE_MAX_BYTES) + "@42", [](Subject& s) {
    s.kv().values[{"test", "at"}] = {std::string(BATON_KV_VALUE_MAX_BYTES, 'x'), 42};
    return s.told("size at");
  }});
  steps.push_back({"@43", [](Subject& s) {
    s.kv().values[{"test", "at"}] = {"", 43};
    return s.told("get at");
  }});
  steps.push_back({status(BATON_UNAVAILABLE), [](Subject& s) {
    s.kv().unreadable = true;
    return s.told("get at");
  }});
  for (const char* which : {"key", "no-key", "no-text", "value", "twice", "none", "many"})
    steps.push_back(told(std::string("odd ") + which, ""));
  steps.push_back({"7", [](Subject& s) { return std::to_string(s.instance().health().contract_violations); }});
  steps.push_back(told("flood kv", std::to_string(kKvCommitMaxCount) + " " + status(BATON_RATE_LIMITED)));
  expect_the_same(steps);
}

TEST(BothPlaces, what_is_emitted) {
  std::vector<Step> steps;
  for (const baton_status_t result : {BATON_OK, BATON_UNAVAILABLE})
    steps.push_back({"test: e1 e2 stream=17 " + status(result),
                     [=](Subject& s) { return s.stored("emit e1 e2", result); }});
  steps.push_back({"refused " + status(BATON_RATE_LIMITED) + ": the queue is full: wait for on_stored", [](Subject& s) {
    s.emit().says = BATON_RATE_LIMITED;
    return s.told("emit e1");
  }});
  steps.push_back({"refused " + status(BATON_INVALID_ARGUMENT) + ": events[1]->source_event_id: is missing",
                   [](Subject& s) { return s.told("emit e1 -"); }});
  steps.push_back({"test: e1 stream=17 0", [](Subject& s) {
    s.emit().says = BATON_OK;
    return s.stored("emit e1", BATON_OK);
  }});
  expect_the_same(steps);
}

TEST(BothPlaces, what_is_fetched) {
  const std::string malformed = "refused " + status(BATON_INVALID_ARGUMENT) + ": ";
  std::vector<Step> steps;
  steps.push_back({"failed " + status(BATON_REJECTED) + ": not ${secret:token}", [](Subject& s) {
    s.http().answer.status = 401;
    s.http().answer.body = std::string("not ") + kToken;
    return s.told("fetch https://api.example.com/x");
  }});
  steps.push_back({std::string("Bearer ") + kToken, [](Subject& s) { return s.http().last.headers.at(0).second; }});
  steps.push_back(told("fetch https://other.example.com/x", "failed " + status(BATON_PERMISSION_DENIED) +
                                                                ": the address is not among the plugin's http_hosts"));
  steps.push_back(told("form 33 https://api.example.com/x", malformed + "a part is malformed"));
  steps.push_back(told("post 16777217 https://api.example.com/x",
                       malformed + "method, url, headers or body are malformed"));
  steps.push_back({"200 fine", [](Subject& s) {
    s.http().answer.status = 200;
    s.http().answer.body = "fine";
    return s.told("form 32 https://api.example.com/x");
  }});
  steps.push_back(told("post 16777216 https://api.example.com/x", "200 fine"));
  steps.push_back({"16777216", [](Subject& s) { return std::to_string(s.http().last.body.size()); }});
  steps.push_back({status(BATON_CANCELLED), [](Subject& s) {
    s.http().silent = true;
    return s.told("cancel https://api.example.com/x");
  }});
  steps.push_back(told("flood http https://api.example.com/x",
                       std::to_string(kHttpInFlightMaxCount) + " " + status(BATON_RATE_LIMITED)));
  steps.push_back({"0", [](Subject& s) {
    s.instance().stop(kStopBudgetMs);
    return std::to_string(s.http().under_way());
  }});
  expect_the_same(steps);
}

TEST(BothPlaces, time_and_timers) {
  const auto waits = [](Subject& s) {
    s.tell("timer 1000");
    if (!s.timers().wait_for_armed()) return std::string("(no timer)");
    s.timers().advance(1000);
    return s.answer();
  };
  expect_the_same({
      told("clock", "1000000 1000000, 1000000 1000000"),
      {"on time", waits},
      told("clock", "1001000 1001000, 1001000 1001000"),
      told("disarm 1000", "disarmed"),
      {"0", [](Subject& s) { return s.told("clock").empty() ? "" : std::to_string(s.timers().armed()); }},
      told("flood timers", std::to_string(kTimerMaxCount) + " " + status(BATON_RATE_LIMITED)),
  });
}

TEST(BothPlaces, secrets_and_signatures) {
  const auto digest = KeyedHmac(kToken).sign("hello");
  std::string begins;
  for (int i = 0; i < 4; ++i) begins += std::to_string((*digest)[static_cast<std::size_t>(i)]) + ".";
  expect_the_same({
      told("secret token", "there, version 1"),
      told("secret other", "not there, version 0"),
      told("sign token hello", begins + " right 0 wrong " + status(BATON_PERMISSION_DENIED) + " equal " +
                                   status(BATON_PERMISSION_DENIED)),
      told(std::string("sign token ") + kToken, ""),
      told("sign other hello", "refused " + status(BATON_NOT_FOUND)),
  });
}

TEST(BothPlaces, attachments) {
  const auto neither = [](baton_status_t why) { return "no size " + status(why) + ", no bytes " + status(why); };
  expect_the_same({
      told("blob 3000000", "blob-1 3000000 the same"),
      told("blob 0", "blob-2 0 the same"),
      told("blob-of elsewhere", neither(BATON_NOT_FOUND)),
      told("blob-of", neither(BATON_INVALID_ARGUMENT)),
      told("flood blobs", std::to_string(kBlobWriteMaxCount) + " " + status(BATON_RATE_LIMITED)),
      {"0", [](Subject& s) {
         s.instance().stop(kStopBudgetMs);
         return std::to_string(s.blobs().open());
       }},
  });
}

TEST(BothPlaces, what_is_counted) {
  const auto figures = [](Subject& s) {
    std::string all;
    for (const auto& metric : s.instance().metrics()) {
      all += metric.name + " (" + metric.help + ") " + std::to_string(metric.value);
      for (const auto count : metric.below) all += " " + std::to_string(count);
      all += "; ";
    }
    return all;
  };
  expect_the_same({
      {"deliveries_total (What it was told to do.) 0.000000; ", figures},
      told("record 2.5", "recorded"),
      told("record -7", "recorded"),
      told("define", status(BATON_NOT_SUPPORTED)),
      {"2", [](Subject& s) { return std::to_string(s.instance().health().contract_violations); }},
      {"deliveries_total (What it was told to do.) 5.500000; ", figures},
  });
}

TEST(BothPlaces, what_the_host_cancels) {
  const auto cancels = [](Subject& s) {
    const auto ticket = s.tell("wait");
    const auto then = s.told("clock");  // so the plugin has been called with it
    s.instance().cancel(ticket);
    return s.answer();
  };
  expect_the_same({
      {"failed " + status(BATON_CANCELLED) + ": cancelled by the host", cancels},
      told("cancelled", "1"),
  });
}

}  // namespace
}  // namespace baton::plugin::test
