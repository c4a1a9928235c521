// SPDX-License-Identifier: MIT
// town_people.cpp - the agents of a town: shifts, offers, work, words; some do nonsense, some never come
// back.
#include "host/core/find.h"
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

void Town::shift(std::size_t agent) {
  auto& worker = workers_[agent];
  const auto hour = (now_ - core::testing::kMonday) / kHour % 24;
  if (worker.present) {
    worker.present = false;
    at(now_ + (14 + below(4)) * kHour, -1, Shift{agent});
    return;
  }
  if (now_ < worker.vanished_until) {
    at(worker.vanished_until, -1, Shift{agent});
    return;
  }
  if (one_in(60)) worker.vanished_until = now_ + (1 + below(4)) * kDay;  // and says nothing
  worker.present = hour < 20 || one_in(3);
  at(now_ + (7 + below(3)) * kHour, -1, Shift{agent});
}

void Town::agent_turn(std::size_t agent) {
  auto& worker = workers_[agent];
  at(now_ + (60 + below(240)) * kSecond, -1, AgentTurn{agent});
  if (!worker.present || now_ < worker.vanished_until || worker.tasks.empty()) return;
  auto task = worker.tasks.begin();
  if (task->kind != Task::Kind::offered || one_in(4))
    std::advance(task, below(static_cast<int>(worker.tasks.size())));
  do_task(worker, Task(*task));
}

void Town::do_task(Worker& worker, const Task& task) {
  const auto& state = life(task.customer).state;
  if (task.kind == Task::Kind::offered) {
    const auto act = one_in(10)   ? WorkActed::Act::decline
                     : one_in(20) ? WorkActed::Act::claim
                                  : WorkActed::Act::accept;
    if (one_in(15))  // somebody else is quicker
      at(now_ + below(200), task.customer,
         Input{WorkActed{{task.id}, WorkActed::Act::claim, pick(workers_).id, ""}});
    return take(task.customer, WorkActed{{task.id}, act, worker.id, ""});
  }
  if (task.kind == Task::Kind::held) {
    if (one_in(12))
      return take(
          task.customer,
          WorkActed{{task.id}, WorkActed::Act::release, worker.id, one_in(2) ? "misroute_lane" : "capacity"});
    if (one_in(3))
      return take(task.customer, WorkAnswered{{task.id}, worker.id, fresh("it is in Leeds"), !one_in(4)});
    if (one_in(8)) return take(task.customer, WorkActed{{task.id}, WorkActed::Act::done, worker.id, ""});
    return;
  }
  const auto* c = find(state.cases, CaseId{task.id});
  if (c != nullptr) take(task.customer, on_case(worker, state, *c));
}

Input Town::on_case(const Worker& worker, const CustomerState& state, const Case& c) {
  const auto epoch = state.hands.at(c.hand).epoch - (one_in(40) ? 1 : 0);
  const auto by = "agent:" + worker.id.value;
  switch (below(16)) {
    case 0:
      return NoteWritten{c.id, by, fresh("note")};
    case 1: {
      static const std::vector<LaneId> kLanes = {{"technical"}, {"technical"}, {"compliance"}, {"general"}};
      HandoffAsked asked;
      asked.case_id = c.id, asked.epoch = epoch, asked.by = by, asked.lane = pick(kLanes),
      asked.reason = "next_step";
      if (one_in(4)) asked.model = "reassign";
      asked.question = fresh("please look");
      return asked;
    }
    case 2:
      return AssignAsked{c.id, epoch, "agent:lea", pick(workers_).id, one_in(3) ? "absence" : "capacity"};
    case 3:
      return WaitAsked{c.id, epoch, by, one_in(2) ? Instant{} : now_ + below(100) * kHour};
    case 4:
      return PlanAsked{
          c.id, epoch, by, now_ + below(30) * kHour, "", one_in(2) ? fresh("still on it") : Content{}};
    case 5:
    case 6:
    case 7:
    case 8:
      return ResolveAsked{c.id, epoch, by, one_in(2) ? fresh("solved") : Content{}};
    default: {
      std::vector<std::string> cites;
      for (const auto& [item_id, item] : state.items)
        if (item.case_id == c.id && !item.answers.empty() && one_in(2))
          cites.push_back(item.answers.front().id);
      for (const auto& [id, send] : state.sends)
        if (send.case_id == c.id && send.state == SendState::unknown && !send.ask_at)
          return UnknownResultDecided{id, by, one_in(2)};
      return ReplyWritten{
          c.id, {}, epoch, worker.id, fresh("reply"), "", one_in(30) ? "status_b" : "", std::move(cites)};
    }
  }
}

}  // namespace baton::sim
