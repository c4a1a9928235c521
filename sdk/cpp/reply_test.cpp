// SPDX-License-Identifier: MIT
// Exactly one completion per operation, whatever the plugin does with its Reply.
#include <gtest/gtest.h>

#include <baton/reply.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "test_plugins.h"

namespace baton::sdk::test {
namespace {

using testing::FakeHost;
using testing::Loaded;

class Replies : public ::testing::Test {
 protected:
  void SetUp() override {
    behaviour() = Behaviour{};
    behaviour().propose = [this](const baton_case_view_t& view, Reply<Proposal> reply) {
      kept_.emplace(std::move(reply));
      revision_.emplace(view);
    };
    view_.revision = 41;
  }
  void TearDown() override { kept_.reset(); }

  FakeHost host_;
  baton_case_view_t view_ = make_record<baton_case_view_t>();
  std::optional<Reply<Proposal>> kept_;
  std::optional<Proposal> revision_;
};

TEST_F(Replies, an_answer_inside_the_call_is_given_before_ok) {
  behaviour().propose = [this](const baton_case_view_t& view, Reply<Proposal> reply) {
    reply.send(Proposal(view).to_lane("billing").add_work({"billing", "refund?", "", 2}));
    EXPECT_EQ(host_.proposals.size(), 1u);
  };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_, 9), BATON_OK);
  const auto& [op_id, proposal] = host_.proposals.at(0);
  EXPECT_EQ(op_id, 9u);
  EXPECT_EQ(proposal.action, BATON_OWNER_LANE);
  EXPECT_EQ(proposal.lane, "billing");
  EXPECT_EQ(proposal.work_items.at(0).question, "refund?");
}

TEST_F(Replies, a_kept_reply_makes_the_call_pending_and_answers_once) {
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_), BATON_PENDING);
  EXPECT_EQ(host_.completions(), 0u);
  kept_->send(*revision_);
  kept_->send(*revision_);
  kept_->fail(BATON_UNAVAILABLE, "too late");
  kept_.reset();
  EXPECT_EQ(host_.completions(), 1u);
  Proposal& answered = host_.proposals.at(0).answer;
  EXPECT_EQ(answered.record().revision, 41u);
  EXPECT_EQ(answered.action, BATON_OWNER_KEEP);
  EXPECT_TRUE(host_.logged(BATON_LOG_PLUGIN_MISBEHAVING));
}

TEST_F(Replies, a_failure_inside_the_call_is_its_status_and_no_completion) {
  behaviour().propose = [](const baton_case_view_t&, Reply<Proposal> reply) {
    reply.fail(Error{BATON_RATE_LIMITED, "busy", "429", 2000, BATON_SCOPE_ACCOUNT});
  };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_), BATON_RATE_LIMITED);
  EXPECT_EQ(plugin.error().retry_after_ms, 2000u);
  EXPECT_EQ(plugin.error().code, "429");
  EXPECT_EQ(plugin.error().scope, BATON_SCOPE_ACCOUNT);
  EXPECT_EQ(host_.completions(), 0u);
}

TEST_F(Replies, a_failure_after_the_call_is_its_one_completion) {
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_, 5), BATON_PENDING);
  kept_->fail(BATON_UNAVAILABLE, "the model is down");
  kept_.reset();
  ASSERT_EQ(host_.failures.size(), 1u);
  EXPECT_EQ(host_.failures[0].op_id, 5u);
  EXPECT_EQ(host_.failures[0].answer.message, "the model is down");
}

TEST_F(Replies, a_forgotten_reply_fails_inside_and_after_the_call) {
  behaviour().propose = [](const baton_case_view_t&, Reply<Proposal>) {};
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_), BATON_INTERNAL);
  EXPECT_EQ(host_.completions(), 0u);
  SetUp();
  EXPECT_EQ(plugin.propose(view_, 6), BATON_PENDING);
  kept_.reset();
  ASSERT_EQ(host_.failures.size(), 1u);
  EXPECT_EQ(host_.failures[0].op_id, 6u);
  EXPECT_EQ(host_.failures[0].answer.status, BATON_INTERNAL);
}

TEST_F(Replies, after_stop_the_host_is_called_no_more) {
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_), BATON_PENDING);
  plugin.stop();
  EXPECT_TRUE(kept_->cancelled());
  kept_->send(*revision_);
  kept_->progress(500, "half");
  kept_.reset();
  EXPECT_EQ(host_.completions(), 0u);
  EXPECT_TRUE(host_.log_lines.empty());
}

TEST_F(Replies, a_reply_of_an_earlier_start_stays_closed_after_a_restart) {
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_), BATON_PENDING);
  const Reply<Proposal> old = *kept_;
  plugin.stop();
  plugin.start();
  old.send(*revision_);
  EXPECT_EQ(host_.completions(), 0u);
  EXPECT_EQ(plugin.propose(view_, 2), BATON_PENDING);
  kept_->send(*revision_);
  EXPECT_EQ(host_.proposals.size(), 1u);
}

TEST_F(Replies, a_reply_may_outlive_its_instance) {
  {
    Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
    plugin.start();
    EXPECT_EQ(plugin.propose(view_), BATON_PENDING);
  }
  kept_->send(*revision_);
  kept_->fail(BATON_INTERNAL, "");
  EXPECT_TRUE(kept_->cancelled());
  EXPECT_EQ(host_.completions(), 0u);
}

TEST_F(Replies, http_answers_that_come_after_stop_free_what_they_held) {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = held;
  behaviour().deliver = [&](Host& host, Reply<Receipt> reply) {
    (void)host.http().send({}, [reply, held](const HttpResponse&) { reply.send({}); });
    held.reset();
  };
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.deliver(make_record<baton_outbound_t>()), BATON_PENDING);
  behaviour().deliver = nullptr;
  EXPECT_FALSE(watch.expired());
  plugin.stop();
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(host_.completions(), 0u);
  plugin.answer_http(0, 200, "late");  // a host that is late itself finds nobody
  EXPECT_EQ(host_.completions(), 0u);
}

TEST_F(Replies, many_threads_that_answer_at_once_complete_once) {
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  for (baton_op_id_t op_id = 1; op_id <= 200; ++op_id) {
    EXPECT_EQ(plugin.propose(view_, op_id), BATON_PENDING);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([reply = *kept_, proposal = *revision_, i] {
        i % 2 == 0 ? reply.send(proposal) : reply.fail(BATON_UNAVAILABLE, "no");
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(host_.completions(), op_id);
  }
}

TEST_F(Replies, an_answer_that_races_the_end_of_the_call_counts_once) {
  for (int round = 0; round < 200; ++round) {
    host_.proposals.clear();
    std::thread worker;
    behaviour().propose = [&](const baton_case_view_t& view, Reply<Proposal> reply) {
      worker = std::thread([reply = std::move(reply), proposal = Proposal(view)]() mutable {
        reply.send(std::move(proposal));
      });
    };
    Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
    plugin.start();
    const baton_status_t status = plugin.propose(view_);
    EXPECT_TRUE(status == BATON_OK || status == BATON_PENDING);
    worker.join();
    EXPECT_EQ(host_.proposals.size(), 1u);
  }
}

TEST_F(Replies, the_host_says_when_it_has_lost_interest) {
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(view_, 12), BATON_PENDING);
  EXPECT_FALSE(kept_->cancelled());
  host_.cancelled.insert(12);
  EXPECT_TRUE(kept_->cancelled());
}

}  // namespace
}  // namespace baton::sdk::test
