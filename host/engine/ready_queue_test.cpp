// SPDX-License-Identifier: MIT
#include "host/engine/ready_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace baton::engine {
namespace {

struct Slot {
  explicit Slot(std::string its_name) : name(std::move(its_name)) {}
  std::string name;
  ReadyQueue<Slot>::Place ready;
};

using Queue = ReadyQueue<Slot>;
using Strings = std::vector<std::string>;

std::shared_ptr<Slot> put(Queue& queue, const std::string& name, Queue::Rank rank) {
  auto slot = std::make_shared<Slot>(name);
  queue.push(slot, rank);
  return slot;
}

Strings all_of(Queue& queue) {
  Strings out;
  while (!queue.empty()) out.push_back(queue.pop()->name);
  return out;
}

TEST(ReadyQueue, who_is_waited_for_comes_before_the_hosts_own) {
  Queue queue;
  put(queue, "own", Queue::Rank::own);
  put(queue, "a", Queue::Rank::waited_for);
  put(queue, "b", Queue::Rank::waited_for);
  EXPECT_EQ(all_of(queue), (Strings{"a", "b", "own"}));
}

TEST(ReadyQueue, the_hosts_own_get_every_fourth_turn_of_a_busy_hour) {
  Queue queue;
  for (const char* name : {"own 1", "own 2"}) put(queue, name, Queue::Rank::own);
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) put(queue, name, Queue::Rank::waited_for);
  EXPECT_EQ(all_of(queue), (Strings{"a", "b", "c", "own 1", "d", "e", "f", "own 2", "g"}));
}

TEST(ReadyQueue, an_hour_without_the_hosts_own_saves_up_no_turns) {
  Queue queue;
  for (const char* name : {"a", "b", "c", "d"}) put(queue, name, Queue::Rank::waited_for);
  EXPECT_EQ(all_of(queue), (Strings{"a", "b", "c", "d"}));
  put(queue, "own", Queue::Rank::own);
  put(queue, "e", Queue::Rank::waited_for);
  EXPECT_EQ(all_of(queue), (Strings{"e", "own"}));
}

TEST(ReadyQueue, who_is_raised_stands_behind_those_waited_for_already_and_only_once) {
  Queue queue;
  const auto own = put(queue, "own", Queue::Rank::own);
  const auto raised = put(queue, "raised", Queue::Rank::own);
  put(queue, "a", Queue::Rank::waited_for);
  queue.raise(*raised);
  queue.raise(*raised);
  EXPECT_EQ(all_of(queue), (Strings{"a", "raised", "own"}));
  queue.raise(*own);  // not in it any more
  EXPECT_TRUE(queue.empty());
}

TEST(ReadyQueue, who_was_taken_may_come_again_in_another_rank) {
  Queue queue;
  put(queue, "slot", Queue::Rank::own);
  auto slot = queue.pop();
  queue.push(slot, Queue::Rank::waited_for);
  put(queue, "own", Queue::Rank::own);
  EXPECT_EQ(all_of(queue), (Strings{"slot", "own"}));
}

}  // namespace
}  // namespace baton::engine
