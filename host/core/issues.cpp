// SPDX-License-Identifier: MIT
// issues.cpp - one case per issue (C8, G3): merged, split, linked, and each of it undone; hands join and part with the
// cases (C2).
#include <set>

#include "host/core/turn.h"

namespace baton::core {
namespace {

bool refuse(Turn& turn, Refusal::Kind kind, std::string what, std::string mend) {
  turn.refuse({kind, std::move(what), std::move(mend), {}, 0});
  return false;
}

// The owner of the case in person, for the office, or a lead of its lane.
bool may_arrange(Turn& turn, const Case& c, const std::string& by) {
  const auto agent = agent_named(by);
  if (speaks_for_owner(turn, c, agent) || turn.policy().leads(agent, c.lane)) return true;
  const auto owner = to_string(turn.hand_of(c).owner);
  return refuse(turn, Refusal::Kind::not_allowed, "only " + owner + " or a lead of lane " + c.lane.value
      + " arranges " + c.id.value, "ask one of them");
}

std::vector<WorkId> open_items(const CustomerState& state, const CaseId& id) {
  std::vector<WorkId> found;
  for (const auto& [item_id, item] : state.items)
    if (item.case_id == id && item.kind == ItemKind::work && !item.finished()) found.push_back(item_id);
  return found;
}

// C6: a case is escalated as long as any work item of it is unfinished.
void match_status(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  if (c.settled()) return;
  const bool working = unfinished_work(turn.state(), id) > 0;
  if (working) change_status(turn, id, CaseStatus::escalated, "C6");
  else if (c.status == CaseStatus::escalated) change_status(turn, id, CaseStatus::open, "C6");
}

// C2: the owner of the most urgent, then older case stays; where one of both is a person, a bot does not (C4).
bool first_of(Turn& turn, const Case& one, const Case& other) {
  const bool one_bot = is_bot(turn.hand_of(one).owner);
  const bool other_bot = is_bot(turn.hand_of(other).owner);
  if (one_bot != other_bot) return other_bot;
  return one.priority != other.priority ? one.priority < other.priority : one.opened <= other.opened;
}

void join_two(Turn& turn, const CaseId& one, const CaseId& other) {
  const auto& a = turn.state().cases.at(one);
  const auto& b = turn.state().cases.at(other);
  if (a.hand == b.hand) return;
  const bool first = first_of(turn, a, b);
  const auto stays = turn.hand_of(first ? a : b);
  const auto epoch = std::max(turn.hand_of(a).epoch, turn.hand_of(b).epoch) + 1;
  turn.emit(HandsJoined{first ? b.hand : a.hand, stays.id, stays.owner, epoch}, "C2");
  take_over_plans(turn, stays.id);
  leave_automation(turn, stays.id);
}

// The open cases that threads join to this one, directly or through another.
std::vector<CaseId> joined_by_threads(const CustomerState& state, const CaseId& id) {
  std::set<CaseId> found{id};
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [other_id, other] : state.cases) {
      if (other.settled() || found.contains(other_id) || other.hand != state.cases.at(id).hand) continue;
      const bool joined = std::any_of(found.begin(), found.end(), [&](const CaseId& known) {
        const auto& threads = state.cases.at(known).threads;
        return std::any_of(threads.begin(), threads.end(),
                           [&](const ThreadId& thread) { return on_thread(other, thread); });
      });
      if (joined) grew = found.insert(other_id).second;
    }
  }
  return {found.begin(), found.end()};
}

// C2: when they part both keep the owner, epoch plus one.
void part_if_apart(Turn& turn, const CaseId& id) {
  const auto joined = joined_by_threads(turn.state(), id);
  const auto hand = turn.hand_of(turn.state().cases.at(id));
  const bool others = std::any_of(turn.state().cases.begin(), turn.state().cases.end(), [&](const auto& entry) {
    return entry.second.hand == hand.id && !entry.second.settled() &&
           std::find(joined.begin(), joined.end(), entry.first) == joined.end();
  });
  if (!others) return;
  const auto number = static_cast<unsigned long>(turn.state().counted_hands + 1);
  const auto into = numbered<HandTag>(turn.state().id, 'h', number);
  turn.emit(HandParted{hand.id, into, joined, hand.epoch + 1}, "C2");
  take_over_plans(turn, hand.id);
  take_over_plans(turn, into);
}

// What was under way on a case that becomes part of another: nobody is sought for it any more.
void quiet(Turn& turn, const CaseId& id) {
  withdraw_requests(turn, id);
  if (const auto ask = turn.state().cases.at(id).handoff.ownership_ask; ask != 0)
    turn.emit(OwnershipSettled{id, ask, {}, {}, "late", "keep", "C8: the case was merged", {}, {}}, "C8");
  if (const auto* seat = seat_of(turn.state(), id)) {
    const auto item = seat->id;
    if (seat->state == WorkState::offered) end_offer(turn, item, "withdrawn", "C8");
    turn.emit(ItemEnded{id, item, WorkState::cancelled, "merged"}, "C8");
  }
  const auto& plan = turn.state().cases.at(id).plan;
  if (plan.open) turn.emit(PlanEnded{id, plan.number, "no_longer_needed"}, "C8");
}

// Both cases' hands are joined, `other` becomes part of `id`.
void merge(Turn& turn, CasesMerged merged) {
  const auto id = merged.case_id;
  const auto other = merged.other;
  join_two(turn, id, other);
  quiet(turn, other);
  merged.items = open_items(turn.state(), other);
  for (const auto& thread : turn.state().cases.at(other).threads)
    if (!on_thread(turn.state().cases.at(id), thread)) merged.threads.push_back(thread);
  turn.emit(std::move(merged), "C8");
  turn.emit(CaseResolved{other, turn.now(), {}}, "C8");
  change_status(turn, other, CaseStatus::resolved, "C8");
  match_status(turn, id);
}

std::int64_t next_act(const Case& c) { return static_cast<std::int64_t>(c.acts.size()) + 1; }

void undo_merge(Turn& turn, const CaseId& id, const CaseAct& act, const std::string& by) {
  const auto other = act.other;
  std::vector<WorkId> items;
  for (const auto& item_id : act.items) {
    const auto* item = find(turn.state().items, item_id);
    if (item != nullptr && item->case_id == id && !item->finished()) items.push_back(item_id);
  }
  const bool from_bot = is_bot(turn.hand_of(turn.state().cases.at(other)).owner);
  if (from_bot) {  // C6 knows no way back to automated
    const auto general = turn.policy().general_lane;
    change_owner(turn, other, LeadOwner{general}, "a merge was undone", "C8");
    leave_automation(turn, turn.state().cases.at(other).hand);
  }
  turn.emit(MergeUndone{id, other, act.number, std::move(items), act.threads, by}, "C8");
  turn.emit(CaseReopened{other, "the merge into " + id.value + " was undone"}, "C8");
  change_status(turn, other, CaseStatus::open, "C8");
  match_status(turn, other);
  match_status(turn, id);
  part_if_apart(turn, other);
  if (!from_bot) return;
  open_seat(turn, other, turn.policy().general_lane, {}, false, "C8");
  route_items(turn, other);
}

}  // namespace

void decide_on(Turn& turn, const MergeAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  const auto* other = wanted_case(turn, input.other);
  if (other == nullptr) return;
  if (c->id == other->id) return void(refuse(turn, Refusal::Kind::invalid, "a case is not merged with itself",
      "name another case"));
  if (c->settled() || other->settled())
    return void(refuse(turn, Refusal::Kind::invalid, "only open cases are merged", "reopen it first, or link them"));
  if (!may_arrange(turn, *c, input.by) || !may_arrange(turn, *other, input.by)) return;
  merge(turn, {c->id, other->id, next_act(*c), {}, {}, input.by, false});
}

void decide_on(Turn& turn, const SplitAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch) || !may_arrange(turn, *c, input.by)) return;
  if (c->settled()) return void(refuse(turn, Refusal::Kind::invalid, "the case is " + std::string(word(c->status)),
      "reopen it first"));
  const auto wrong = [&](std::string what) { refuse(turn, Refusal::Kind::invalid, std::move(what),
      "see the case and its messages"); };
  if (input.messages.empty()) return wrong("no message is named that is another issue");
  for (const auto& message : input.messages) {
    const bool known = std::any_of(c->entries.begin(), c->entries.end(), [&](const Entry& entry) {
      return entry.message == message && entry.what == Entry::What::customer && entry.moved_to.empty();
    });
    if (!known) return wrong(message.value + " is no message of the customer on this case");
  }
  for (const auto& work : input.work) {
    const auto* item = find(turn.state().items, work);
    if (item == nullptr || item->case_id != c->id || item->kind != ItemKind::work || item->finished())
      return wrong(work.value + " is no open work item of this case");
  }
  if (!input.thread.empty() && (!on_thread(*c, input.thread) || c->threads.size() < 2))
    return wrong("thread " + input.thread.value + " cannot leave this case");
  CaseSplit split;
  split.case_id = c->id;
  split.other = numbered<CaseTag>(turn.state().id, 'c', static_cast<unsigned long>(turn.state().counted_cases + 1));
  split.act = next_act(*c);
  split.messages = input.messages;
  split.items = input.work;
  split.threads = input.thread.empty() ? c->threads : std::vector<ThreadId>{input.thread};
  split.moved = input.thread;
  split.by = input.by;
  const auto id = c->id;
  const auto other = split.other;
  turn.emit(std::move(split), "C8");
  match_status(turn, other);
  match_status(turn, id);
  part_if_apart(turn, other);
}

void decide_on(Turn& turn, const LinkAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const bool same_customer = customer_of(input.other.value) == turn.state().id;
  if (same_customer && find(turn.state().cases, input.other) == nullptr) return void(wanted_case(turn, input.other));
  if (input.other == c->id || customer_of(input.other.value).empty())
    return void(refuse(turn, Refusal::Kind::invalid, "no other case is named", "give the id of a case"));
  turn.emit(CasesLinked{c->id, input.other, input.kind, !same_customer, next_act(*c), input.by}, "C8");
}

namespace {

// I3: one click takes a message out of the case it joined; it is a case of its own then, and undoing that is an act.
void undo_joining(Turn& turn, const Case& c, const UndoAsked& input) {
  const auto first = std::find_if(c.entries.begin(), c.entries.end(),
                                  [](const Entry& entry) { return entry.what == Entry::What::customer; });
  if (first != c.entries.end() && first->message == input.message)
    return void(refuse(turn, Refusal::Kind::invalid, input.message.value + " is what the case began with",
                       "split the others from it"));
  SplitAsked apart;
  apart.case_id = c.id;
  apart.epoch = turn.hand_of(c).epoch;
  apart.by = input.by;
  apart.messages = {input.message};
  decide_on(turn, apart);
}

}  // namespace

void decide_on(Turn& turn, const UndoAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  if (!input.message.empty()) return undo_joining(turn, *c, input);
  const auto act = std::find_if(c->acts.begin(), c->acts.end(),
                                [&](const CaseAct& known) { return known.number == input.act && !known.undone; });
  if (act == c->acts.end())
    return void(refuse(turn, Refusal::Kind::not_found, "nothing to undo under number " + std::to_string(input.act),
        "see `acts` of the case"));
  if (!may_arrange(turn, *c, input.by)) return;
  const auto id = c->id;
  const auto done = *act;
  if (done.what == CaseAct::What::link) return turn.emit(LinkUndone{id, done.number, input.by}, "C8");
  const auto* other = find(turn.state().cases, done.other);
  const bool merged = other != nullptr && other->merged_into == id;
  if (done.what == CaseAct::What::merge && merged) return undo_merge(turn, id, done, input.by);
  if (done.what == CaseAct::What::split && other != nullptr && !other->settled() && !c->settled())
    return merge(turn, {id, done.other, done.number, {}, {}, input.by, true});
  refuse(turn, Refusal::Kind::invalid, "it cannot be undone any more: " + done.other.value + " has moved on",
      "split or merge the cases as they are now");
}

}  // namespace baton::core
