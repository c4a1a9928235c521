// SPDX-License-Identifier: MIT
#include "host/core/triage.h"

#include <algorithm>
#include <set>

namespace baton::core {
namespace {

constexpr std::int64_t kFull = 1000;
constexpr std::int64_t kMissionCritical = 3;

using Sentence = std::pair<std::string, std::int64_t>;  // message, sentence in it

struct Claim {  // what speaks for a lane
  LaneId lane;
  std::int64_t weight = 0;
  const Signal* strongest = nullptr;
  std::set<Sentence> said_in;
};

bool has(const std::vector<Signal>& signals, SignalMeans means) {
  return std::any_of(signals.begin(), signals.end(), [&](const Signal& signal) { return signal.means == means; });
}

std::size_t place_in(const std::vector<LaneId>& order, const LaneId& lane) {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), lane) - order.begin());
}

bool contains(const std::vector<LaneId>& lanes, const LaneId& lane) { return place_in(lanes, lane) < lanes.size(); }

// The same signal twice says no more than once.
void add(Claim& claim, const Signal& signal, std::set<std::string>& counted) {
  if (signal.by.empty()) claim.said_in.insert({signal.message.value, signal.sentence});
  if (!counted.insert(signal.name).second) return;
  claim.weight = std::min(kFull, claim.weight + signal.weight_permille);
  if (claim.strongest == nullptr || signal.weight_permille > claim.strongest->weight_permille)
    claim.strongest = &signal;
}

// R3: lanes whose signals weigh enough, in the order of skills.
std::vector<Claim> claims_of(const std::vector<Signal>& signals, const TriagePolicy& triage) {
  std::vector<Claim> claims;
  std::set<std::string> counted;
  for (const auto& signal : signals) {
    if (signal.lane.empty() || signal.rule == "H2" || signal.rule == "R7") continue;  // they say who, not what about
    auto claim = std::find_if(claims.begin(), claims.end(), [&](const Claim& c) { return c.lane == signal.lane; });
    if (claim == claims.end()) claim = claims.insert(claims.end(), Claim{signal.lane, 0, nullptr, {}});
    add(*claim, signal, counted);
  }
  std::erase_if(claims, [&](const Claim& claim) { return claim.weight < triage.threshold_permille; });
  std::stable_sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
    return place_in(triage.order, a.lane) < place_in(triage.order, b.lane);
  });
  return claims;
}

// Said in sentences of their own: not the same matter in other words. A classifier labels a message as a whole, so what
// it alone says stands apart from nothing.
bool stands_apart(const Claim& a, const Claim& b) {
  if (a.said_in.empty() || b.said_in.empty()) return false;
  return std::none_of(a.said_in.begin(), a.said_in.end(),
                      [&](const Sentence& where) { return b.said_in.contains(where); });
}

// R3: compliance words beside a live problem make a compliance work item; the thread stays with the live problem. Who
// also means to leave, or complains, has none: their letter is compliance's as a whole.
std::size_t winner_among(const std::vector<Claim>& claims, const TriagePolicy& triage) {
  if (claims.size() < 2 || claims.front().lane != triage.compliance) return 0;
  for (std::size_t i = 1; i < claims.size(); ++i)
    if (contains(triage.issues, claims[i].lane) && stands_apart(claims.front(), claims[i])) return i;
  return 0;
}

std::string told(const Claim& claim) {
  return claim.lane.value + " " + claim.strongest->rule + " " + claim.strongest->name + " " +
         std::to_string(claim.weight);
}

void take_winner(Verdict& verdict, const std::vector<Claim>& claims, const TriagePolicy& triage) {
  const auto won = winner_among(claims, triage);
  const auto& winner = claims[won];
  verdict.rule = winner.strongest->rule;
  verdict.lane = winner.lane;
  verdict.weight_permille = winner.weight;
  verdict.intent = winner.strongest->name;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (i == won) continue;
    verdict.runners_up.push_back(told(claims[i]));
    const bool issue = claims[i].lane != winner.lane && contains(triage.issues, claims[i].lane);
    if (issue && stands_apart(claims[i], winner)) verdict.also.push_back(claims[i].lane);
  }
}

// R1: severity is impact (one, many, all) times workaround.
Priority severity(const std::vector<Signal>& signals) {
  const bool workaround = has(signals, SignalMeans::workaround) && !has(signals, SignalMeans::no_workaround);
  if (has(signals, SignalMeans::impact_all)) return Priority::high;
  if (has(signals, SignalMeans::impact_many)) return workaround ? Priority::medium : Priority::high;
  return workaround ? Priority::low : Priority::medium;
}

bool says_severity(const std::vector<Signal>& signals) {
  return has(signals, SignalMeans::impact_all) || has(signals, SignalMeans::impact_many) ||
         has(signals, SignalMeans::workaround) || has(signals, SignalMeans::no_workaround);
}

void set_axes(Verdict& verdict, const std::vector<Signal>& signals, bool technical, const SegmentPolicy& segment,
              const Policy& policy) {
  const auto found = policy.lanes.find(verdict.lane);
  const auto* lane = found == policy.lanes.end() ? nullptr : &found->second;
  verdict.priority = segment.priority;
  if (lane != nullptr) verdict.work_type = lane->work_type;
  if (lane != nullptr && lane->specialist) verdict.priority = std::min(segment.priority, lane->priority);
  const bool by_severity = says_severity(signals) && (technical || verdict.lane.empty());
  // A workaround makes a technical matter slower, whoever has it; what stops everybody makes it faster.
  if (by_severity)
    verdict.priority = segment.person_at_once ? std::min(segment.priority, severity(signals)) : severity(signals);
  const bool everybody_stuck = has(signals, SignalMeans::impact_all) && has(signals, SignalMeans::no_workaround);
  if (has(signals, SignalMeans::mission_critical) || (everybody_stuck && technical)) {
    verdict.work_type = kMissionCritical;
    verdict.priority = Priority::immediate;
  }
}

const Signal* lane_of_rule(const std::vector<Signal>& signals, const char* rule) {
  const auto found = std::find_if(signals.begin(), signals.end(), [&](const Signal& signal) {
    return signal.rule == rule && signal.means == SignalMeans::lane && !signal.lane.empty();
  });
  return found == signals.end() ? nullptr : &*found;
}

// R4: H2, H6 and H8 come before the tier, the tier before automation first.
void decide_person(Verdict& verdict, const std::vector<Signal>& signals, const Standing& standing,
                   const SegmentPolicy& segment, const TriagePolicy& triage) {
  const bool by_words = !verdict.lane.empty();
  const auto* at_risk = by_words ? nullptr : lane_of_rule(signals, "R7");
  if (at_risk != nullptr) verdict.lane = at_risk->lane;  // R7: customers about to leave skip general support
  if (lane_of_rule(signals, "H2") != nullptr) {
    if (!verdict.lane.empty())
      verdict.runners_up.insert(verdict.runners_up.begin(), verdict.lane.value + " " + verdict.rule);
    if (verdict.lane.empty()) verdict.lane = triage.sensitive;
    verdict.rule = "H2";
    verdict.person = verdict.at_once = true;
    return;
  }
  if (standing.asks_for_person) {
    if (!verdict.lane.empty())
      verdict.runners_up.insert(verdict.runners_up.begin(), verdict.lane.value + " " + verdict.rule);
    verdict.rule = "H8";
    verdict.person = verdict.at_once = true;
    return;
  }
  if (verdict.threat) {
    verdict.rule = "R7";
    verdict.person = verdict.at_once = true;
    return;
  }
  const bool unclear_again = verdict.unclear && standing.unclear + 1 >= triage.unclear_turns;
  if (at_risk != nullptr) {
    verdict.rule = "R7";
    verdict.intent = at_risk->name;
    verdict.person = true;
  } else if (by_words && (verdict.rule == "H6" || !segment.hurdles)) {
    verdict.person = true;
  } else if (segment.person_at_once) {
    verdict.rule = by_words ? verdict.rule : "R7";
    verdict.person = verdict.at_once = true;
  } else if (unclear_again) {
    verdict.rule = "H3";
    verdict.person = true;
  } else if (by_words) {
    verdict.runners_up.insert(verdict.runners_up.begin(), verdict.lane.value + " " + verdict.rule);
    verdict.rule = "R7";  // trial: automation first
  }
}

// K: the VIP who is also a request under data protection law: the pod keeps the thread, as it would with a live problem
// (R3), and compliance gets a work item with a clock of its own.
void keep_with_pod(Verdict& verdict, const SegmentPolicy& segment, const Policy& policy) {
  const auto& compliance = policy.triage.compliance;
  const bool asks = verdict.person && !compliance.empty() && verdict.lane == compliance && verdict.rule == "H1";
  if (!asks || segment.pod.empty() || segment.pod == compliance || !policy.lanes.contains(segment.pod)) return;
  verdict.lane = segment.pod;
  verdict.also.insert(verdict.also.begin(), compliance);
}

}  // namespace

Verdict weigh(const std::vector<Signal>& signals, const Standing& standing, const Policy& policy) {
  Verdict verdict;
  const auto& triage = policy.triage;
  const auto& segment = policy.segment(standing.segment);
  verdict.tone = has(signals, SignalMeans::tone);
  verdict.threat = has(signals, SignalMeans::threat);
  verdict.unclear = has(signals, SignalMeans::unclear);
  if (const auto claims = claims_of(signals, triage); !claims.empty()) take_winner(verdict, claims, triage);
  const bool technical = verdict.rule == "H4";
  decide_person(verdict, signals, standing, segment, triage);
  set_axes(verdict, signals, technical, segment, policy);
  if (verdict.work_type == kMissionCritical && verdict.person) verdict.at_once = true;
  keep_with_pod(verdict, segment, policy);
  return verdict;
}

std::vector<LaneId> topics_of(const std::vector<Signal>& signals, const Policy& policy) {
  std::vector<LaneId> lanes;
  for (const auto& claim : claims_of(signals, policy.triage)) lanes.push_back(claim.lane);
  return lanes;
}

std::vector<LaneId> issues_beside(const std::vector<Signal>& signals, const std::vector<LaneId>& held,
                                  const Policy& policy) {
  const auto claims = claims_of(signals, policy.triage);
  std::vector<LaneId> lanes;
  for (const auto& claim : claims) {
    if (contains(held, claim.lane) || !contains(policy.triage.issues, claim.lane)) continue;
    const bool apart = std::all_of(claims.begin(), claims.end(), [&](const Claim& other) {
      return !contains(held, other.lane) || stands_apart(claim, other);
    });
    if (apart) lanes.push_back(claim.lane);
  }
  return lanes;
}

}  // namespace baton::core
