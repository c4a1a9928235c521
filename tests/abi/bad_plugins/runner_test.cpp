// SPDX-License-Identifier: MIT
// A plugin in a process of its own that does its worst: what was under way ends, the process is started again, and what
// it crashed over twice it does not get a third time.
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <sstream>
#include <thread>

#include "host/plugin/loader.h"
#include "host/plugin/sanitized.h"
#include "tests/abi/bad_plugins/as_asked.h"
#include "tests/abi/bad_plugins/bundle.h"
#include "tests/abi/bad_plugins/fake_ports.h"

namespace baton::plugin::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

class Runner : public ::testing::Test {
 protected:
  Runner() {
    auto options = here();
    options.logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_));
    loader_ = std::make_unique<Loader>(options);
    folder_.open_to_others();
    auto order = order_for(folder_.lay("as_asked"));
    order.place = Place::kRunner;
    auto result = loader_->load(order);
    if (auto* refusal = std::get_if<LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
    instance_ = std::get<std::unique_ptr<Instance>>(std::move(result));
  }

  static ArgumentPtr<baton_case_view_t> view(std::uint64_t revision, const std::string& case_id) {
    struct Storage {
      std::string case_id;
      baton_case_view_t record{};
    };
    return argument<baton_case_view_t>([made = Storage{case_id, {}}, revision]() mutable -> const baton_case_view_t& {
      made.record.struct_size = sizeof made.record;
      made.record.revision = revision;
      made.record.case_id = str_of(made.case_id);
      return made.record;
    });
  }
  baton_status_t ask(std::uint64_t revision, const std::string& case_id = "c", std::uint32_t budget_ms = 20000) {
    const auto before = ends_.statuses.size();
    instance_->propose(view(revision, case_id), CallInfo{.budget_ms = budget_ms}, ends_.done());
    EXPECT_TRUE(ends_.wait(before + 1)) << "the operation never ended";
    return ends_.statuses.at(before);
  }
  // What it answered.
  std::uint64_t came_of(std::uint64_t revision) {
    return ask(revision) == BATON_OK ? ends_.values.back() : 0;
  }
  bool runs_again(seconds within = seconds(20)) {
    const auto until = steady_clock::now() + within;
    while (steady_clock::now() < until) {
      // Each time another one: what is being called when the process falls may be taken for what it fell over.
      if (ask(7, "probe " + std::to_string(++probes_)) == BATON_OK) return true;
      std::this_thread::sleep_for(milliseconds(5));
    }
    return false;
  }
  std::string log() {
    instance_->stop(kStopBudgetMs);
    return lines_.str();
  }

  int probes_ = 0;
  std::ostringstream lines_;
  BundleFolder folder_;
  Ends<baton_proposal_t, std::uint64_t> ends_{[](const baton_proposal_t& proposal) { return proposal.revision; }};
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Instance> instance_;
};

TEST_F(Runner, a_crash_takes_more_with_it_than_what_was_under_way) {
  for (const auto how : {DO_ABORT, DO_SEGFAULT, DO_STACK_OVERFLOW, DO_EXIT}) {
    const auto crashes = instance_->health().crashes;
    EXPECT_EQ(ask(how), BATON_INTERNAL) << how << ": its outcome is unknown";
    ASSERT_TRUE(runs_again()) << how;
    EXPECT_EQ(instance_->health().crashes, crashes + 1) << how;
    EXPECT_TRUE(instance_->health().healthy);
  }
  const auto all = log();
  EXPECT_NE(all.find("was killed by signal 6"), std::string::npos) << all;
  EXPECT_NE(all.find("ended with status 3"), std::string::npos) << all;
}

TEST_F(Runner, what_it_crashed_over_twice_it_gets_a_third_time) {
  EXPECT_EQ(ask(DO_ABORT, "poison"), BATON_INTERNAL);
  ASSERT_TRUE(runs_again());
  EXPECT_EQ(ask(DO_ABORT, "poison"), BATON_INTERNAL);
  ASSERT_TRUE(runs_again());
  EXPECT_EQ(ask(DO_ABORT, "poison"), BATON_DATA_LOSS);
  EXPECT_NE(ends_.messages.back().find("parked"), std::string::npos);
  EXPECT_EQ(instance_->health().crashes, 2u);
  EXPECT_EQ(instance_->health().parked, 1u);
  EXPECT_EQ(ask(7), BATON_OK) << "all else goes on";
}

TEST_F(Runner, a_plugin_that_crashes_again_and_again_is_started_for_ever) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(ask(DO_ABORT, "case " + std::to_string(i)), BATON_INTERNAL);
    if (i < 4) {
      ASSERT_TRUE(runs_again()) << i;
    }
  }
  EXPECT_EQ(ask(7), BATON_UNAVAILABLE);
  const auto health = instance_->health();
  EXPECT_FALSE(health.healthy);
  EXPECT_NE(health.why_not.find("too often"), std::string::npos) << health.why_not;
  EXPECT_EQ(health.crashes, 5u);
}

TEST_F(Runner, a_call_that_never_returns_is_waited_for_after_its_budget) {
  for (const auto how : {DO_HANG, DO_SPIN}) {
    const auto crashes = instance_->health().crashes;
    EXPECT_EQ(ask(how, "c", 50), BATON_DEADLINE_EXCEEDED);
    ASSERT_TRUE(runs_again()) << how;
    EXPECT_EQ(instance_->health().crashes, crashes + 1);
  }
  EXPECT_NE(log().find("it did not come back from a call whose budget was over"), std::string::npos);
}

TEST_F(Runner, a_process_that_stands_still_is_believed_to_live) {
  EXPECT_EQ(ask(DO_STOP_ITSELF, "c", 100), BATON_DEADLINE_EXCEEDED);
  ASSERT_TRUE(runs_again());
  EXPECT_NE(log().find("no sign of life"), std::string::npos);
}

TEST_F(Runner, a_plugin_may_do_more_than_compute) {
  EXPECT_EQ(came_of(DO_FORK), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_EXEC), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_SOCKET), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_SIGNAL_HOST), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_SIGNAL_GROUP), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_PTRACE), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_LEAVE_GROUP), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_OUTLIVE_HOST), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_LIMIT_OTHERS), static_cast<unsigned>(EPERM));
  EXPECT_EQ(came_of(DO_LEAVE_MEMORY), static_cast<unsigned>(EPERM)) << "it stays on the machine";
  EXPECT_EQ(came_of(DO_THREAD), ALLOWED) << "threads are its own affair";
  EXPECT_EQ(came_of(DO_FILES), 1u) << "it inherited files of the host";
  if constexpr (!plugin::kSanitized) {
    EXPECT_EQ(came_of(DO_MUCH_MEMORY), static_cast<unsigned>(ENOMEM));
  }
  if (geteuid() == 0) {
    EXPECT_GE(came_of(DO_WHO), 1'900'000'000u) << "it runs as root";
  }
  EXPECT_EQ(instance_->health().crashes, 0u);
}

TEST_F(Runner, what_it_says_on_stdout_is_lost) {
  EXPECT_EQ(came_of(DO_SPEAK), ALLOWED);
  EXPECT_NE(log().find("says: a word on stdout"), std::string::npos);
}

TEST_F(Runner, a_plugin_that_hangs_up_is_not_started_again) {
  ask(DO_CLOSE_SOCKET, "c", 2000);
  ASSERT_TRUE(runs_again());
  EXPECT_EQ(instance_->health().crashes, 1u);
}

TEST_F(Runner, what_makes_no_sense_is_believed) {
  for (const auto how : {DO_NONSENSE, DO_STRANGE_FRAME}) {
    const auto crashes = instance_->health().crashes;
    ask(how);
    ASSERT_TRUE(runs_again()) << how;
    EXPECT_EQ(instance_->health().crashes, crashes + 1) << how;
  }
  EXPECT_NE(log().find("it sent something that makes no sense"), std::string::npos);
}

TEST_F(Runner, a_plugin_that_talks_without_end_fills_the_log) {
  EXPECT_EQ(came_of(DO_TALK_WITHOUT_END), ALLOWED);
  EXPECT_EQ(ask(7), BATON_OK);
  EXPECT_GT(instance_->health().dropped_log_lines, 19'000u);
}

TEST_F(Runner, an_operation_of_a_dead_process_can_be_cancelled_in_the_next) {
  const auto ticket = instance_->propose(view(DO_ABORT, "c"), {}, ends_.done());
  ASSERT_TRUE(ends_.wait(1));
  ASSERT_TRUE(runs_again());
  instance_->cancel(ticket);
  EXPECT_EQ(ask(7), BATON_OK);
}

TEST_F(Runner, stopping_leaves_a_process_behind) {
  EXPECT_TRUE(instance_->stop(kStopBudgetMs));
  EXPECT_FALSE(instance_->health().healthy);
  EXPECT_EQ(ask(7), BATON_UNAVAILABLE);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
}

}  // namespace
}  // namespace baton::plugin::test
