// SPDX-License-Identifier: MIT
// town_people.cpp - the agents of a town: shifts, offers, work, words; some do nonsense, some never come back.
#include <algorithm>

#include "host/core/answers.h"
#include "host/core/find.h"
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

namespace {

AgentId agent_of(const std::string& by) { return {by.substr(by.find(':') + 1)}; }

}  // namespace

// They come in the morning of the town's clock, a few in the evening; the lanes are never quite empty.
void Town::shift(std::size_t agent) {
  auto& worker = workers_[agent];
  const auto local = local_of(policy_.hours.where(), now_);
  if (worker.present) {
    worker.present = false;
    const auto back = now_ + (14 + below(4)) * kHour;
    at(back, -1, Shift{agent});
    has_room(agent);
    return tell_absence(agent, back);
  }
  if (now_ < worker.vanished_until) return at(worker.vanished_until, -1, Shift{agent});
  const bool by_day = local.of_day >= 7 * kHour && local.of_day < 17 * kHour;
  if (!by_day && !one_in(8)) return at(now_ + (30 + below(60)) * kMinute, -1, Shift{agent});
  worker.present = true;
  worker.idle_since = now_;
  const auto span = (7 + below(3)) * kHour;
  if (one_in(60)) {  // goes away in the middle of it, and says nothing
    worker.vanished_until = now_ + span / 2 + (1 + below(4)) * kDay;
    at(now_ + 10 * kMinute, -1, Missed{agent});
  }
  at(now_ + span, -1, Shift{agent});
  std::set<int> customers;
  for (const auto& task : worker.tasks) customers.insert(task.customer);
  for (const auto customer : customers) at(now_ + below(2000), customer, Input{OwnerReturned{worker.id}});
  has_room(agent);
}

// O7: the customers concerned are told; sometimes late, and some are not.
void Town::tell_absence(std::size_t agent, Instant back) {
  std::set<int> customers;
  for (const auto& task : workers_[agent].tasks) customers.insert(task.customer);
  for (const auto customer : customers) {
    if (one_in(30)) continue;
    const auto late = one_in(20) ? below(60) * kMinute : below(3000);
    at(now_ + late, customer, Input{OwnerLeft{workers_[agent].id, back}});
  }
}

bool Town::is_present(const AgentId& agent) const {
  const auto found = worker_of_.find(agent);
  if (found == worker_of_.end()) return false;
  const auto& worker = workers_[found->second];
  return worker.present && now_ >= worker.vanished_until;
}

std::vector<AgentId> Town::present_in(const LaneId& lane) const {
  std::vector<AgentId> there;
  for (const auto& worker : workers_)
    if (is_present(worker.id) && policy_.holds_skill(worker.id, lane)) there.push_back(worker.id);
  return there;
}

void Town::agent_turn(std::size_t agent) {
  auto& worker = workers_[agent];
  at(now_ + (60 + below(240)) * kSecond, -1, AgentTurn{agent});
  if (!worker.present || now_ < worker.vanished_until || worker.tasks.empty()) return;
  auto task = worker.tasks.begin();
  if (task->kind != Task::Kind::offered || one_in(4))
    std::advance(task, below(static_cast<int>(worker.tasks.size())));
  do_task(agent, Task(*task));
}

void Town::do_task(std::size_t agent, const Task& task) {
  if (task.kind == Task::Kind::offered) return on_offer(agent, task);
  if (task.kind == Task::Kind::held) return on_work(agent, task);
  const auto& state = life(task.customer).state;
  const auto* c = find(state.cases, CaseId{task.id});
  if (c != nullptr) take(task.customer, on_case(workers_[agent], state, *c));
}

void Town::on_offer(std::size_t agent, const Task& task) {
  const auto act = one_in(10) ? WorkActed::Act::decline : one_in(20) ? WorkActed::Act::claim : WorkActed::Act::accept;
  if (one_in(15))  // somebody else is quicker
    at(now_ + below(200), task.customer, Input{WorkActed{{task.id}, WorkActed::Act::claim, pick(workers_).id, ""}});
  WorkActed acted{{task.id}, act, workers_[agent].id, ""};
  if (one_in(8)) acted.finish = now_ + below(40) * kHour;  // when they expect to be done (H7)
  take(task.customer, acted);
}

void Town::on_work(std::size_t agent, const Task& task) {
  const auto& who = workers_[agent].id;
  const auto& state = life(task.customer).state;
  const auto* item = find(state.items, WorkId{task.id});
  if (item == nullptr) return;
  if (one_in(12)) {
    const auto* reason = one_in(2) ? "misroute_lane" : "capacity";
    return take(task.customer, WorkActed{{task.id}, WorkActed::Act::release, who, reason});
  }
  if (one_in(15)) {
    const auto on = static_cast<WaitsFor>(1 + below(3));
    const auto until = one_in(6) ? Instant{} : now_ + below(30) * kHour;
    return take(task.customer, WorkWaitAsked{{task.id}, who, on, until, fresh("the carrier")});
  }
  if (one_in(3)) {
    WorkAnswered answered{{task.id}, who, fresh("it is in Leeds"), !one_in(4)};
    if (one_in(3)) answered.verdict = one_in(2) ? "yes" : "no";
    if (one_in(12))
      for (const auto& given : answers_of(state, item->case_id)) answered.contradicts = {given.answer->id};
    return take(task.customer, answered);
  }
  if (one_in(8)) return take(task.customer, WorkActed{{task.id}, WorkActed::Act::done, who, ""});
  if (one_in(30)) {  // writes to the customer, whose conversation it is not (O2)
    const auto* c = find(state.cases, item->case_id);
    if (c != nullptr) take(task.customer, reply(workers_[agent], state, *c, state.hands.at(c->hand).epoch));
  }
}

Input Town::reply(const Worker& worker, const CustomerState& state, const Case& c, std::uint64_t epoch) {
  ReplyWritten said;
  said.case_id = c.id, said.epoch = epoch, said.agent = worker.id;
  auto sealed = seal("reply " + std::to_string(++counter_));
  if (one_in(8)) sealed = seal("you will know within two hours " + std::to_string(++counter_));
  if (one_in(80)) sealed = seal("your card " + planted().front() + " is fine");
  if (one_in(80)) sealed = seal("send me your card number");
  said.text = std::move(sealed.content);
  said.masked = sealed.masked;
  if (one_in(30)) said.template_name = "status_b";
  if (one_in(15)) said.purpose = "resolution";
  for (const auto& given : answers_of(state, c.id))
    if (one_in(2)) said.cites = {given.answer->id};
  const auto owner = state.hands.at(c.hand).owner;
  const auto* person = std::get_if<AgentOwner>(&owner);
  said.owner_absent = person != nullptr && !is_present(person->id);
  if (one_in(6)) {
    said.break_glass = fresh("nobody else is here");
    said.skilled_present = present_in(c.lane);
  }
  for (const auto& [id, draft] : state.drafts) {
    if (draft.case_id != c.id || !one_in(2)) continue;
    said.draft = id;
    if (one_in(2)) said.text = {}, said.masked = 0;
    break;
  }
  return said;
}

// Questions to the customer, promises, and answers that are weighed.
Input Town::on_moment(const std::string& by, const CustomerState& state, const Case& c, std::uint64_t epoch) {
  const auto conflicts = conflicts_of(state, c.id);
  if (!conflicts.empty() && one_in(2))
    return AnswersDecided{c.id, one_in(3) ? "agent:com0" : "agent:lea", conflicts.front().one.answer->id,
                          fresh("because")};
  switch (below(4)) {
    case 0: {
      EvidenceAsked asked{c.id, epoch, by, fresh("a photo?"), now_ + below(60) * kHour, {}};
      if (one_in(3)) asked.asked_again = {1};
      return asked;
    }
    case 1: {
      ApprovalAsked asked{c.id, epoch, by, fresh("may we?"), {}, one_in(3), now_ + below(60) * kHour, {}};
      asked.options = {content("Yes"), content("No")};
      if (one_in(8)) asked.options.pop_back();
      return asked;
    }
    default:
      return PromiseAsked{c.id, epoch, by, now_ + (below(30) - 2) * kHour, one_in(2) ? fresh("promised") : Content{}};
  }
}

// What people do among themselves: briefs judged, approvals, a look at what is withheld.
Input Town::on_ourselves(const std::string& by, const Case& c, std::uint64_t epoch) {
  static const std::vector<std::string> kMarks = {"useful", "wrong", "missing"};
  switch (below(4)) {
    case 0: return BriefJudged{c.id, 0, pick(kMarks), by, fresh("because")};
    case 1:
      return InternalApprovalAsked{c.id, epoch, by, fresh("may I?"), "refund", {"revenue"}, {}, below(100) * 100,
                                   {}, {}};
    case 2:
      if (!c.requests.empty())
        return InternalApprovalGiven{c.id, c.requests.back().number, one_in(2) ? "agent:rev0" : by, one_in(2), {}};
      return CallAsked{c.id, epoch, by, one_in(2) ? fresh("may we call?") : Content{}};
    default: {
      MessageId message;
      for (const auto& entry : c.entries)
        if (!entry.attachments.empty()) message = entry.message;
      return QuarantineAsked{c.id, message, 0, agent_of(by), by};
    }
  }
}

// Cases merged, split, linked, and each of it undone.
Input Town::on_issue(const std::string& by, const CustomerState& state, const Case& c, std::uint64_t epoch) {
  auto other = state.cases.begin();
  std::advance(other, below(static_cast<int>(state.cases.size())));
  for (auto open = state.cases.begin(); open != state.cases.end(); ++open)  // rather one that is open too
    if (!open->second.settled() && open->first != c.id) other = open;
  switch (below(4)) {
    case 0: return MergeAsked{c.id, epoch, other->first, by};
    case 1: return LinkAsked{c.id, one_in(2) ? other->first : CaseId{"k8-c1"}, "related", by};
    case 2: {
      SplitAsked asked{c.id, epoch, by, {}, {}, {}};
      for (const auto& entry : c.entries)
        if (entry.what == Entry::What::customer && one_in(3)) asked.messages.push_back(entry.message);
      for (const auto& [id, item] : state.items)
        if (item.case_id == c.id && !item.finished() && item.kind == ItemKind::work && one_in(3))
          asked.work.push_back(id);
      if (one_in(3) && !c.threads.empty()) asked.thread = pick(c.threads);
      return asked;
    }
    default:
      if (one_in(4) && !c.entries.empty()) return UndoAsked{c.id, 0, by, c.entries.back().message};
      return UndoAsked{c.id, c.acts.empty() ? 1 + below(3) : c.acts.back().number, by, {}};
  }
}

Input Town::on_case(const Worker& worker, const CustomerState& state, const Case& c) {
  const auto epoch = state.hands.at(c.hand).epoch - (one_in(40) ? 1 : 0);
  const auto by = "agent:" + worker.id.value;
  for (const auto& [id, send] : state.sends)
    if (send.case_id == c.id && send.state == SendState::unknown && !send.ask_at && one_in(2))
      return UnknownResultDecided{id, by, one_in(2)};
  if (!c.acts.empty() && !c.acts.back().undone && one_in(6)) return UndoAsked{c.id, c.acts.back().number, by, {}};
  switch (below(20)) {
    case 0: return NoteWritten{c.id, by, fresh("note")};
    case 1: {
      static const std::vector<LaneId> kLanes = {
          {"technical"}, {"technical"}, {"compliance"}, {"general"}, {"revenue"}};
      static const std::vector<std::string> kReasons = {"next_step", "misroute_lane", "new_information", "other"};
      HandoffAsked asked;
      asked.case_id = c.id, asked.epoch = epoch, asked.by = by;
      asked.lane = pick(kLanes), asked.reason = pick(kReasons);
      if (one_in(3)) asked.model = one_in(2) ? "reassign" : "control_tower";
      if (one_in(8)) asked.desk = true, asked.lane = {};
      if (one_in(8)) asked.agent = pick(workers_).id;
      asked.question = fresh("please look");
      return asked;
    }
    case 2: return AssignAsked{c.id, epoch, "agent:lea", pick(workers_).id, one_in(3) ? "absence" : "capacity"};
    case 3: return WaitAsked{c.id, epoch, by, one_in(2) ? Instant{} : now_ + below(100) * kHour};
    case 4:
      return PlanAsked{c.id, epoch, by, now_ + below(30) * kHour, "", one_in(2) ? fresh("still on it") : Content{}};
    case 5:
    case 6:
    case 7:
    case 8: {
      ResolveAsked asked{c.id, epoch, by, one_in(2) ? fresh("solved") : Content{}};
      for (const auto& given : answers_of(state, c.id))
        if (!one_in(3)) asked.cites = {given.answer->id};
      return asked;
    }
    case 9: return on_moment(by, state, c, epoch);
    case 11: return on_ourselves(by, c, epoch);
    case 10: return one_in(3) ? on_issue(by, state, c, epoch) : on_moment(by, state, c, epoch);
    default: return reply(worker, state, c, epoch);
  }
}

}  // namespace baton::sim
