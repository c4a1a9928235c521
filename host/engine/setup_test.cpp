// SPDX-License-Identifier: MIT
// setup_test.cpp - a reload in a running engine: what is under way ends where it began, what comes after goes by the
// new setup, and nobody is told twice.
#include "host/engine/setup.h"

#include <gtest/gtest.h>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

class SetupTest : public ::testing::Test {
 protected:
  void live(HouseOptions options = {}) { house = std::make_unique<House>(*memory, std::move(options)); }
  // The setup in force, changed.
  template <class Change>
  void change(Change change) {
    const auto now = house->engine->setup();
    auto config = std::make_shared<policy::CompiledConfig>(*now->config);
    auto next = std::make_shared<engine::Setup>();
    next->plugins = now->plugins;
    change(config->policy, next->plugins);
    next->config = std::move(config);
    house->engine->change(std::move(next));
    ASSERT_TRUE(house->settle());
  }
  void comes(const std::string& agent) {
    auto stored = std::make_shared<std::promise<bool>>();
    house->engine->set_presence({agent}, true, "agent:" + agent, [stored](bool good) { stored->set_value(good); });
    ASSERT_TRUE(got(stored->get_future()));
    ASSERT_TRUE(house->settle());
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  std::unique_ptr<House> house;
};

TEST_F(SetupTest, a_word_under_way_is_sent_again_by_the_connector_that_took_the_place) {
  live();
  house->connector->on_deliver = [](const Delivery&) { return Answer{BATON_OK, BATON_SCOPE_MESSAGE, {}, 0, true}; };
  const auto customer = house->says("+491", "hello");
  const auto case_id = house->taken_by_ana(customer);
  const auto first = house->replies(case_id, "one");
  ASSERT_TRUE(house->connector->wait_deliveries(1));
  const auto successor = std::make_shared<FakeConnector>();
  const auto now = house->engine->setup();
  auto next = std::make_shared<engine::Setup>(*now);
  next->plugins.connectors[{"wa"}] = successor;
  house->engine->change(next);
  EXPECT_TRUE(successor->deliveries().empty());
  house->connector->answer_late();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(house->fate(first), core::SendState::accepted);
  const auto second = house->replies(case_id, "two");
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(house->fate(second), core::SendState::accepted);
  EXPECT_EQ(house->connector->deliveries().size(), 1u);
  ASSERT_EQ(successor->deliveries().size(), 1u);
  EXPECT_EQ(successor->deliveries().front().text, "two");
}

TEST_F(SetupTest, an_instance_without_a_place_is_held_by_somebody_after_its_last_answer) {
  HouseOptions options;
  const auto first = options.connector;
  live(std::move(options));
  house->connector = std::make_shared<FakeConnector>();
  first->on_deliver = [](const Delivery&) { return Answer{BATON_OK, BATON_SCOPE_MESSAGE, {}, 0, true}; };
  const auto case_id = house->taken_by_ana(house->says("+491", "hello"));
  house->replies(case_id, "one");
  ASSERT_TRUE(first->wait_deliveries(1));
  auto next = std::make_shared<engine::Setup>(*house->engine->setup());
  next->plugins.connectors[{"wa"}] = house->connector;
  house->engine->change(std::move(next));
  EXPECT_GT(first.use_count(), 1) << "an operation that is under way keeps its instance";
  first->answer_late();
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(first.use_count(), 1) << "nobody but the test";
}

TEST_F(SetupTest, a_connector_that_comes_later_has_no_templates) {
  live();
  change([](core::Policy&, Plugins& plugins) { plugins.connectors[{"wa-two"}] = std::make_shared<FakeConnector>(); });
  auto stored = std::make_shared<std::promise<bool>>();
  core::KnownTemplate known;
  known.name = "status_a";
  known.status = "approved";
  house->engine->office().templates_listed({"wa-two"}, {known}, [stored](bool good) { stored->set_value(good); });
  EXPECT_TRUE(got(stored->get_future()));
  EXPECT_EQ(house->engine->office().channels().at({"wa-two"}).templates.size(), 1u);
}

TEST_F(SetupTest, who_learns_something_is_offered_nothing_of_it) {
  live();
  change([](core::Policy& policy, Plugins&) { policy.agents.at({"ana"}).skills.clear(); });
  const auto customer = house->says("+491", "hello");
  house->pass(31 * core::kSecond);
  comes("ana");
  const auto offered = [&] {
    for (const auto& [id, item] : house->state(customer).items)
      if (item.kind == core::ItemKind::conversation) return item.offered_to.value;
    return std::string();
  };
  EXPECT_EQ(offered(), "");
  change([](core::Policy& policy, Plugins&) { policy.agents.at({"ana"}).skills = {{"general"}}; });
  EXPECT_EQ(offered(), "ana");
}

TEST_F(SetupTest, a_decision_goes_by_the_policy_of_before) {
  live();
  change([](core::Policy& policy, Plugins&) { policy.hash = "policy-2"; });
  EXPECT_EQ(house->engine->policy()->hash, "policy-2");
  auto seen = std::make_shared<std::promise<std::string>>();
  const auto customer = house->says("+491", "hello");
  house->engine->customers().read(customer, [seen](const CustomerView& view) { seen->set_value(view.policy().hash); });
  EXPECT_EQ(got(seen->get_future()), "policy-2");
}

}  // namespace
}  // namespace baton::engine::testing
