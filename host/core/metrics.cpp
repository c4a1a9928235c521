// SPDX-License-Identifier: MIT
#include "host/core/metrics.h"

#include <algorithm>
#include <array>
#include <limits>

#include "host/core/organisation_day.h"

namespace baton::core {
namespace {

constexpr auto kDefinitions = std::to_array<MetricDefinition>({
    {"M1", "first response", "answered within the target", "cases with a customer's first message",
     "", true},
    {"M1h", "first human words", "answered by a person within the target",
     "cases with a customer's first message", "", true},
    {"M2", "time to specialist", "taken by a specialist", "cases that sought one", "slowest lane", true},
    {"M2d", "time to specialist from the handoff decision", "taken by a specialist", "cases that sought one",
     "", true},
    {"M3", "window risk", "last event that opened the window more than 18 h ago",
     "cases with unfinished work and a window", "", false, true},
    {"M3d", "window closed without a plan", "closed without a valid plan",
     "windows that closed over unfinished work", ""},
    {"M4", "escalation", "handed to a person", "cases automation owned, settled or older than 24 h",
     ""},
    {"M4b", "cases with work", "cases with a work item", "cases opened", "trend"},
    {"M5", "bot trap", "trapped: more than two fallbacks, or an intent a third time",
     "cases automation owned, once that ended", "trend"},
    {"M6", "misroute of cases", "left their first specialist lane for a misroute", "cases opened",
     "by intent and lane"},
    {"M6h", "misroute of handoffs", "left their first specialist lane for a misroute", "first handoffs",
     "by intent and lane"},
    {"M7", "transfers", "changes between working parties", "resolved cases", "trend"},
    {"M7h", "transfers between people", "changes between people", "resolved cases", "trend"},
    {"M8", "resolution time", "closed cases", "closed cases", "by work type", true},
    {"M8n", "resolution time net of waiting for the customer", "closed cases", "closed cases", "by work type",
     true},
    {"M9", "repeat contact", "written again within 48 h", "resolutions at least 48 h old", "trend"},
    {"M10", "context completeness", "brief complete when accepted", "accepted handoffs", ""},
    {"M10m", "host-minimal briefs", "brief was the host's minimal one", "accepted handoffs", ""},
    {"M11", "silent stalls", "update overdue by 15 min, or window closed without plan", "cases escalated",
     ""},
    {"M12", "promises kept", "updates sent by their due", "dues that fell", ""},
    {"M13", "gate honesty", "replies that did not go out as they were written", "agents' replies", "trend"},
});

// R2: where the best tier's cases are offered.
bool is_vip(const Policy& policy, const LaneId& lane) {
  return lane.value == "vip" || (!lane.empty() && lane == policy.segment(policy.vip_segment).pod);
}

// A number that tells what is configured from what was: FNV-1a.
class Fingerprint {
 public:
  void add(std::int64_t number) {
    auto rest = static_cast<std::uint64_t>(number);
    for (int byte = 0; byte < 8; ++byte, rest >>= 8) mix(static_cast<unsigned char>(rest & 255U));
  }
  void add(std::string_view text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0);
  }
  void add(const Hours& hours) {
    add(hours.always ? 1 : 0);
    add(hours.where().name);
    for (const auto& day : hours.week) add(day);
    for (const auto& [date, slots] : hours.dates) {
      add(date);
      add(slots);
    }
  }
  std::uint64_t take() const { return sum_; }

 private:
  void add(const std::vector<Slot>& slots) {
    add(static_cast<std::int64_t>(slots.size()));
    for (const auto& slot : slots) {
      add(slot.from);
      add(slot.to);
    }
  }
  void mix(unsigned char byte) { sum_ = (sum_ ^ byte) * 1099511628211ULL; }

  std::uint64_t sum_ = 14695981039346656037ULL;
};

class Sampler {
 public:
  Sampler(const MeasuredCase& c, const Policy& policy)
      : c_(c), policy_(policy), both_(keeps_hours(policy)), opened_(c.opened), first_word_(c.first_word),
        first_response_(c.first_response), first_human_(c.first_human) {
    for (const auto& other : c.absorbed) {  // merged cases are one: what came first counts
      opened_ = std::min(opened_, other.opened);
      first_word_ = earlier(first_word_, other.first_word);
      first_response_ = earlier(first_response_, other.first_response);
      first_human_ = earlier(first_human_, other.first_human);
    }
  }
  std::vector<MetricSample> take();

 private:
  MetricSample& add(std::string_view code, Instant at, std::int64_t numerator, std::int64_t denominator,
                    std::string_view split = {}) {
    MetricSample sample;
    sample.code = code;
    sample.split = split;
    sample.day = organisation_day(at, policy_);
    sample.numerator = numerator;
    sample.denominator = denominator;
    return samples_.emplace_back(std::move(sample));
  }
  static Instant earlier(Instant a, Instant b) { return !a || !b ? (a ? a : b) : std::min(a, b); }
  static void judge(MetricSample& sample, bool within) {
    sample.judged = sample.denominator;
    sample.within = within ? sample.judged : 0;
  }
  // A duration that ended, and one that goes on, in both readings. `target` 0: there is none.
  void lasted(std::string_view code, const LaneId& lane, Instant from, Instant to, Millis target, bool share,
              std::string_view split = {});
  void lasts(std::string_view code, const LaneId& lane, Instant from, Millis target, std::string_view split = {});
  Millis staffed(const LaneId& lane, Instant from, Instant to) const {
    return staffed_between(policy_.hours_of(lane), from, std::max(from, to));
  }
  void response(std::string_view code, Instant when, Millis target);
  void specialist();
  void windows();
  void automation();
  void misroutes();
  void resolutions();
  void handoffs();
  void stalls();

  const MeasuredCase& c_;
  const Policy& policy_;
  bool both_;
  Instant opened_, first_word_, first_response_, first_human_;
  std::vector<MetricSample> samples_;
};

// `share`: the numerator counts those within the target, else all that ended.
void Sampler::lasted(std::string_view code, const LaneId& lane, Instant from, Instant to, Millis target, bool share,
                     std::string_view split) {
  const auto put = [&](const std::string& as, Millis span) {
    const bool within = target == 0 || span <= target;
    auto& sample = add(as, from, !share || within ? 1 : 0, 1, split);
    sample.value = metric_seconds(span);
    if (target != 0) judge(sample, within);
  };
  put(std::string(code), to - from);
  if (both_) put(std::string(code) + std::string(kStaffedReading), staffed(lane, from, to));
}

// M: what is unfinished counts against the target once it is older than it.
void Sampler::lasts(std::string_view code, const LaneId& lane, Instant from, Millis target, std::string_view split) {
  const auto put = [&](const std::string& as, Instant counts_from) {
    auto& waiting = add(as, from, 0, 1, split);
    if (target == 0) return;
    waiting.counts_from = counts_from;
    judge(waiting, false);
  };
  put(std::string(code), from + target + 1);
  if (!both_) return;
  const auto over = add_staffed(policy_.hours_of(lane), from, target);
  constexpr Instant kNever{std::numeric_limits<Millis>::max()};
  put(std::string(code) + std::string(kStaffedReading), over ? over + 1 : kNever);
}

void Sampler::response(std::string_view code, Instant when, Millis target) {
  if (!first_word_) return;
  if (when) lasted(code, c_.lane, first_word_, when, target, true);
  else lasts(code, c_.lane, first_word_, target);
}

void Sampler::specialist() {
  if (c_.specialist.empty()) return;
  const auto taken = std::find_if(c_.takings.begin(), c_.takings.end(),
                                  [](const Taking& taking) { return !taking.misrouted; });
  const auto from_word = first_word_ ? first_word_ : opened_;
  const auto target = [&](const LaneId& lane) {
    return is_vip(policy_, lane) ? policy_.metric_targets.vip_specialist_ms : 0;
  };
  const auto split = [&](const LaneId& lane) { return is_vip(policy_, lane) ? "vip" : ""; };
  if (taken == c_.takings.end()) {
    if (c_.settled()) return;
    const auto& lane = c_.specialist;
    lasts("M2", lane, from_word, 0);
    lasts("M2d", lane, c_.decided ? c_.decided : c_.sought, target(lane), split(lane));
    return;
  }
  const auto& lane = taken->lane;
  lasted("M2", lane, from_word, taken->at, 0, false);
  lasted("M2d", lane, taken->decided ? taken->decided : c_.sought, taken->at, target(lane), false, split(lane));
}

void Sampler::windows() {
  if (c_.unfinished_work > 0 && c_.window_opened && !c_.settled()) {
    const std::string_view split = c_.planned ? "planned" : "unplanned";
    add("M3", c_.window_opened, 0, 1, split);
    add("M3", c_.window_opened, 1, 0, split).counts_from =
        c_.window_opened + policy_.metric_targets.window_risk_ms + 1;
  }
  for (const auto& end : c_.window_ends)
    add("M3d", end.at, end.planned ? 0 : 1, 1, end.planned ? "" : end.owner);
}

void Sampler::automation() {
  add("M4b", opened_, c_.has_work ? 1 : 0, 1);
  if (!c_.automated) return;
  if (c_.automation_ended) {
    add("M4", c_.automation_ended, c_.handed_off ? 1 : 0, 1);
    const std::string_view split = !c_.trapped ? "" : c_.handed_off ? "handed_off" : "abandoned";
    add("M5", c_.automation_ended, c_.trapped ? 1 : 0, 1, split);
  } else {
    add("M4", c_.automated, 0, 1).counts_from = c_.automated + kEscalationSettles;
    // Nobody came to help and the customer is still there: counted once the case is as old as M4 gives it.
    if (c_.trapped) add("M5", c_.trapped, 1, 1, "abandoned").counts_from = c_.automated + kEscalationSettles;
  }
}

void Sampler::misroutes() {
  add("M6", opened_, 0, 1);
  if (c_.first_decided) add("M6h", c_.first_decided, 0, 1);
  if (!c_.misrouted) return;
  add("M6", c_.misrouted, 1, 0);
  if (c_.first_decided) add("M6h", c_.misrouted, 1, 0);
}

void Sampler::resolutions() {
  for (const auto& resolution : c_.resolutions) {
    if (resolution.withdrawn) continue;
    auto& sample =
        add("M9", resolution.at, resolution.contact ? 1 : 0, 1, resolution.by_bot ? "bot" : "human");
    sample.counts_from = resolution.at + kRepeatWithin;
  }
  if (!c_.settled() || c_.resolutions.empty()) return;
  const auto at = c_.resolutions.back().at;
  add("M7", at, c_.transfers, 1).value = c_.transfers;
  add("M7h", at, c_.human_transfers, 1).value = c_.human_transfers;
  if (!c_.closed) return;
  Millis waited = 0, waited_staffed = 0;
  for (const auto& wait : c_.waits) {
    waited += wait.to - wait.from;
    if (both_) waited_staffed += staffed(c_.lane, wait.from, wait.to);
  }
  lasted("M8", c_.lane, opened_, at, 0, false);
  add("M8n", opened_, 1, 1).value = metric_seconds(at - opened_ - waited);
  if (both_)
    add("M8n" + std::string(kStaffedReading), opened_, 1, 1).value =
        metric_seconds(staffed(c_.lane, opened_, at) - waited_staffed);
}

void Sampler::handoffs() {
  for (const auto& brief : c_.briefs) {
    const std::string_view split = brief.minimal ? "minimal" : "strategy";
    add("M10", brief.at, brief.complete ? 1 : 0, 1, split);
    add("M10m", brief.at, brief.minimal ? 1 : 0, 1);
  }
}

void Sampler::stalls() {
  if (c_.escalated) add("M11", c_.escalated, 0, 1);
  for (const auto& stall : c_.stalls) add("M11", stall.at, 1, 0, stall.why);
  const auto overdue = c_.due + policy_.overdue_after_ms;
  if (c_.due) add("M11", overdue, 1, 0, "overdue").counts_from = overdue + 1;
  for (const auto& due : c_.dues) add("M12", due.due, due.met ? 1 : 0, 1, due.clock);
  for (const auto& promise : c_.promises) {
    if (promise.ended) {
      add("M12", promise.due, promise.kept ? 1 : 0, 1, "plan");
    } else {
      add("M12", promise.due, 0, 1, "plan").counts_from = promise.due + kPromiseSlack + 1;
    }
  }
  for (const auto& reply : c_.replies) {
    const bool outside = reply.outcome == "outside_gate";  // counted beside: nobody asked the gate
    const bool free = reply.outcome == word(GateDecision::free);
    add("M13", reply.at, !free && !outside ? 1 : 0, outside ? 0 : 1, free ? "" : reply.outcome);
  }
}

std::vector<MetricSample> Sampler::take() {
  if (!c_.merged_into.empty()) return {};  // counted with the case it is part of
  const auto& targets = policy_.metric_targets;
  response("M1", first_response_, targets.first_response_ms);
  if (first_human_ || !c_.automated || c_.handed_off)
    response("M1h", first_human_, targets.first_human_ms);  // else nobody was sought
  specialist();
  windows();
  automation();
  misroutes();
  resolutions();
  handoffs();
  stalls();
  return std::move(samples_);
}

}  // namespace

std::span<const MetricDefinition> metric_definitions() { return kDefinitions; }

const MetricDefinition* metric_definition(std::string_view code) {
  const auto found = std::find_if(kDefinitions.begin(), kDefinitions.end(),
                                  [&](const auto& known) { return known.code == code; });
  return found == kDefinitions.end() ? nullptr : &*found;
}

MetricGoal metric_goal(const MetricDefinition& known, const MetricTargets& targets) {
  MetricGoal goal;
  goal.words = known.target;
  const auto percent = [](std::int64_t number) { return std::to_string(number) + " %"; };
  const auto within = [&](Millis span, std::string_view whose) {
    goal.within_ms = span;
    const bool minutes = span % kMinute == 0;
    const auto number = minutes ? span / kMinute : span / kSecond;
    goal.words = std::string(whose) + "within " + std::to_string(number) + (minutes ? " minute" : " second") +
                 (number == 1 ? "" : "s");
  };
  const auto at_least = [&](std::int64_t number) {
    goal.at_least_percent = number;
    goal.words = percent(number);
  };
  const auto at_most = [&](std::int64_t number) {
    goal.at_most_percent = number;
    goal.words = number == 0 ? "0" : "at most " + percent(number);
  };
  if (known.code == "M1") within(targets.first_response_ms, "");
  if (known.code == "M1h") within(targets.first_human_ms, "");
  if (known.code == "M2d") within(targets.vip_specialist_ms, "VIP ");
  if (known.code == "M3") goal.words = "alert at " + std::to_string(targets.window_risk_ms / kHour) + " h";
  if (known.code == "M3d") at_most(0);
  if (known.code == "M4") {
    goal.at_least_percent = targets.escalation_min_percent;
    goal.at_most_percent = targets.escalation_max_percent;
    goal.words = std::to_string(targets.escalation_min_percent) + "-" + percent(targets.escalation_max_percent) +
                 ", 0 % is red";
  }
  if (known.code == "M10") at_least(targets.complete_briefs_percent);
  if (known.code == "M10m") at_most(targets.minimal_briefs_percent);
  if (known.code == "M11") {
    at_most(targets.stalls_per_100);
    goal.words = std::to_string(targets.stalls_per_100) + " per 100 escalated";
  }
  if (known.code == "M12") at_least(targets.promises_kept_percent);
  return goal;
}

bool keeps_hours(const Policy& policy) {
  return !policy.hours.always || std::any_of(policy.lanes.begin(), policy.lanes.end(), [](const auto& entry) {
    return entry.second.hours != nullptr && !entry.second.hours->always;
  });
}

std::int64_t metrics_version(const Policy& policy) {
  constexpr std::int64_t kDefinitionsVersion = 3;
  Fingerprint made;
  made.add(policy.hours);
  for (const auto& [id, lane] : policy.lanes) {
    made.add(id.value);
    if (lane.hours != nullptr) made.add(*lane.hours);
  }
  const auto& targets = policy.metric_targets;
  for (const auto number : {targets.first_response_ms, targets.first_human_ms, targets.vip_specialist_ms,
                            targets.window_risk_ms, policy.overdue_after_ms})
    made.add(number);
  made.add(policy.segment(policy.vip_segment).pod.value);
  constexpr int kBits = 40;
  return (kDefinitionsVersion << kBits) | static_cast<std::int64_t>(made.take() >> (64 - kBits));
}

std::int64_t metric_seconds(Millis span) {
  const auto seconds = std::max<Millis>(span, 0) / kSecond;
  constexpr auto kHourSeconds = kHour / kSecond;
  if (seconds < kHourSeconds) return seconds;
  const auto step = seconds < 48 * kHourSeconds ? kMinute / kSecond : kHourSeconds;
  return seconds / step * step;
}

std::string_view MetricGroup::apart() const {
  if (resolved_as != ResolvedAs::solved) return word(resolved_as);
  return overlay ? word(Topology::overlay) : std::string_view();
}

MetricGroup metric_group(const MeasuredCase& c, const CustomerState& state) {
  return {c.lane.value, c.work_type, c.channel, state.segment, c.model, c.intent, c.overlay, c.resolved_as};
}

std::vector<MetricSample> samples_of(const MeasuredCase& c, const Policy& policy) {
  return Sampler(c, policy).take();
}

}  // namespace baton::core
