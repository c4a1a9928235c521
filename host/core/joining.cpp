// SPDX-License-Identifier: MIT
// joining.cpp - one case per issue: a word joins the case it answers, whose objects it names or whose intent it has;
// without an intent, or in doubt, the case that is there (I3). Duplicates come to one case that way, whatever thread
// they come by (G3).
#include "host/core/joining.h"

#include <algorithm>

#include "host/core/modes.h"

namespace baton::core {
namespace {

bool contains(const std::vector<LaneId>& lanes, const LaneId& lane) {
  return std::find(lanes.begin(), lanes.end(), lane) != lanes.end();
}

bool has_message(CustomerState& state, const Case& c, const ContentRef& remote_id) {
  const auto* ours = remote_id ? send_with_remote(state, remote_id) : nullptr;
  if (ours != nullptr) return ours->case_id == c.id;
  return std::any_of(c.entries.begin(), c.entries.end(), [&](const Entry& entry) {
    return entry.moved_to.empty() && entry.remote_id.same_text(remote_id);
  });
}

// "baton:MESSAGE:INDEX" is the button of one of our own words.
CaseId case_of_button(const CustomerState& state, std::string_view payload) {
  constexpr std::string_view kOurs = "baton:";
  if (!payload.starts_with(kOurs)) return {};
  payload.remove_prefix(kOurs.size());
  const auto* send = find(state.sends, MessageId{std::string(payload.substr(0, payload.find(':')))});
  return send == nullptr ? CaseId{} : send->case_id;
}

std::string object_named(const Case& c, const std::vector<NamedObject>& objects) {
  for (const auto& entry : c.entries) {
    if (!entry.moved_to.empty()) continue;
    for (const auto& object : objects)
      if (std::find(entry.objects.begin(), entry.objects.end(), object) != entry.objects.end()) return object.kind;
  }
  return {};
}

// What the case is about; lanes of mood (leaving, anger) are about whatever else it is about.
std::vector<LaneId> topics_of_case(const Turn& turn, const CustomerState& state, const Case& c) {
  const auto& issues = turn.policy().triage.issues;
  std::vector<LaneId> lanes;
  for (const auto& topic : c.triage.topics)
    if (contains(issues, topic)) lanes.push_back(topic);
  if (contains(issues, c.lane)) lanes.push_back(c.lane);
  for (const auto& [id, item] : state.items)
    if (item.case_id == c.id && item.kind == ItemKind::work && contains(issues, item.lane)) lanes.push_back(item.lane);
  return lanes;
}

enum class Tie { none, intent, object, answer };

struct Match {
  Tie tie = Tie::none;
  std::string because;
};

Match match(Turn& turn, const Case& c, const Word& word) {
  if (word.answers == c.id) return {Tie::answer, "it answers a question of the case"};
  if (has_message(turn.state(), c, word.quoted)) return {Tie::answer, "it quotes a message of the case"};
  if (case_of_button(turn.state(), word.button) == c.id) return {Tie::answer, "it taps a button of the case"};
  if (const auto kind = object_named(c, word.objects); !kind.empty())
    return {Tie::object, "it names the same " + kind};
  const auto about = topics_of_case(turn, turn.state(), c);
  for (const auto& topic : word.topics)
    if (contains(about, topic)) return {Tie::intent, "it has the intent of the case (" + topic.value + ")"};
  return {};
}

// Clearly another issue: both have an intent, and none in common. Anything less is doubt, and then it is the same.
bool another_issue(Turn& turn, const Case& c, const Word& word) {
  if (match(turn, c, word).tie != Tie::none) return false;
  const auto about = topics_of_case(turn, turn.state(), c);
  const auto& issues = turn.policy().triage.issues;
  return !about.empty() && std::any_of(word.topics.begin(), word.topics.end(),
                                       [&](const LaneId& topic) { return contains(issues, topic); });
}

struct Found {
  CaseId id;  // empty: none
  Match match;
};

// The best tie wins, of equal ones the newest case.
template <class Wanted>
Found best_of(Turn& turn, const Word& word, Wanted wanted) {
  Found found;
  for (const auto& [id, c] : turn.state().cases) {
    if (!wanted(c)) continue;
    auto tie = match(turn, c, word);
    const bool newer = found.id.empty() || number_of(id.value) > number_of(found.id.value);
    if (found.id.empty() || tie.tie > found.match.tie || (tie.tie == found.match.tie && newer))
      found = {id, std::move(tie)};
  }
  return found;
}

struct Opening {
  CaseId follows;
  bool late = false;
  bool people = false;  // the first line that had the case before it, and no bot (I3)
};

Joined open_case(Turn& turn, const ThreadId& thread, const Opening& opening, std::string because) {
  auto& state = turn.state();
  const auto& policy = turn.policy();
  const auto& at = state.threads.at(thread);
  // R7: an enterprise customer reaches a person at once.
  const bool at_once = policy.segment(state.segment).person_at_once;
  const bool tier_acts = mode_of(policy, policy.general_lane, at.topology, "R7") == RuleMode::enforce;
  const bool automation = !opening.late && !opening.people && !(at_once && tier_acts);
  const auto* bot = automation ? policy.bot_for(at.connector, at.account) : nullptr;
  CaseOpened opened;
  opened.case_id = numbered<CaseTag>(state.id, 'c', static_cast<unsigned long>(state.counted_cases + 1));
  opened.hand = numbered<HandTag>(state.id, 'h', static_cast<unsigned long>(state.counted_hands + 1));
  opened.thread = thread;
  opened.owner = bot != nullptr ? Owner{BotOwner{*bot}} : Owner{LeadOwner{policy.general_lane}};
  opened.status = bot != nullptr ? CaseStatus::automated : CaseStatus::open;
  opened.lane = policy.general_lane;
  opened.priority = policy.segment(state.segment).priority;
  opened.model = policy.default_model;
  opened.follows = opening.follows;
  opened.late = opening.late;
  const auto id = opened.case_id;
  const bool with_bot = bot != nullptr;
  turn.emit(std::move(opened), opening.late ? "I1" : "C1");
  if (at_once && with_bot)
    held_back(turn, id, policy.general_lane, "R7", "ask a person at once for a customer of this tier", "opened");
  return {id, std::move(because), true, false};
}

std::string why(const Match& match, const char* otherwise) {
  return match.tie == Tie::none ? std::string(otherwise) : match.because;
}

// K: two channels at once are one case, unless the word is clearly about something else.
Joined join_over_threads(Turn& turn, const Word& word, const Found& open) {
  const bool apart = !word.acknowledgement && !word.late && another_issue(turn, turn.state().cases.at(open.id), word);
  if (!apart) {
    turn.emit(ThreadJoined{open.id, word.thread, "open case of the same verified customer"}, "C8");
    return {open.id, why(open.match, "open case of the same verified customer"), false, false};
  }
  auto joined = open_case(turn, word.thread, {}, "another issue than the customer's open case");
  turn.emit(CasesLinked{joined.id, open.id, "related", false, 1, "host"}, "I3");
  return joined;
}

// C10: the same issue comes back, another one is a case of its own beside it, under the same owner (I3).
Joined join_settled(Turn& turn, const Word& word) {
  auto& state = turn.state();
  const auto now = turn.now();
  const auto horizon = turn.policy().reopen_horizon_ms;
  const auto* last = latest_case_on(state, word.thread);
  const auto within = [&](const Case& c) { return now - c.last_resolved <= horizon; };
  if (last == nullptr) {  // K: reopened from a different number, which the channel vouches for
    const auto other = best_of(turn, word, [&](const Case& c) { return c.merged_into.empty() && within(c); });
    if (word.late || other.match.tie == Tie::none)
      return open_case(turn, word.thread, {{}, word.late, false}, "first word of the thread");
    turn.emit(ThreadJoined{other.id, word.thread, other.match.because}, "K");
    return {other.id, other.match.because, false, true};
  }
  if (word.acknowledgement) return {last->id, "an acknowledgement changes nothing", false, false};
  const auto tied = best_of(turn, word, [&](const Case& c) {
    return on_thread(c, word.thread) && c.merged_into.empty() && within(c);
  });
  if (tied.match.tie != Tie::none) last = &state.cases.at(tied.id);
  if (!within(*last))
    return open_case(turn, word.thread, {last->id, word.late, false}, "its earlier case is past the reopen horizon");
  if (word.late || !another_issue(turn, *last, word))
    return {last->id, why(tied.match, "within the reopen horizon"), false, !word.late};
  const bool people = !is_bot(turn.hand_of(*last).owner);
  return open_case(turn, word.thread, {last->id, false, people}, "another issue than the case resolved before");
}

}  // namespace

Joined join_case(Turn& turn, const Word& word) {
  auto& state = turn.state();
  const auto* answered = find(state.cases, word.answers);
  if (answered != nullptr && !answered->settled())
    return {answered->id, "it answers a question of the case", false, false};
  const auto here = best_of(turn, word, [&](const Case& c) { return !c.settled() && on_thread(c, word.thread); });
  if (!here.id.empty()) return {here.id, why(here.match, "open case of the thread"), false, false};
  const auto open = best_of(turn, word, [](const Case& c) { return !c.settled(); });
  return open.id.empty() ? join_settled(turn, word) : join_over_threads(turn, word, open);
}

}  // namespace baton::core
