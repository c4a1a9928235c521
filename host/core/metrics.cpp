// SPDX-License-Identifier: MIT
#include "host/core/metrics.h"

#include <algorithm>
#include <array>

#include "host/core/organisation_day.h"

namespace baton::core {
namespace {

constexpr auto kDefinitions = std::to_array<MetricDefinition>({
    {"M1", "first response", "answered within the target", "cases with a customer's first message",
     "within 5 minutes", true},
    {"M1h", "first human words", "answered by a person within the target",
     "cases with a customer's first message", "within 5 minutes", true},
    {"M2", "time to specialist", "taken by a specialist", "cases that sought one", "slowest lane", true},
    {"M2d", "time to specialist from the handoff decision", "taken by a specialist", "cases that sought one",
     "VIP within 30 seconds", true},
    {"M3", "window risk", "last event that opened the window more than 18 h ago",
     "cases with unfinished work and a window", "alert at 18-20 h", false, true},
    {"M3d", "window closed without a plan", "closed without a valid plan",
     "windows that closed over unfinished work", "0"},
    {"M4", "escalation", "handed to a person", "cases automation owned, settled or older than 24 h",
     "5-10 %, 0 % is red"},
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
    {"M10", "context completeness", "brief complete when accepted", "accepted handoffs", "100 %"},
    {"M10m", "host-minimal briefs", "brief was the host's minimal one", "accepted handoffs", "under 5 %"},
    {"M11", "silent stalls", "update overdue by 15 min, or window closed without plan", "cases escalated",
     "0"},
    {"M12", "promises kept", "updates sent by their due", "dues that fell", "95 %"},
    {"M13", "gate honesty", "replies that did not go out as they were written", "agents' replies", "trend"},
});

class Sampler {
 public:
  Sampler(const MeasuredCase& c, const Policy& policy) : c_(c), policy_(policy) {}
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
  void judge(MetricSample& sample, bool within) {
    sample.judged = sample.denominator;
    sample.within = within ? sample.judged : 0;
  }
  void response(std::string_view code, Instant when);
  void specialist();
  void windows();
  void automation();
  void misroutes();
  void resolutions();
  void handoffs();
  void stalls();

  const MeasuredCase& c_;
  const Policy& policy_;
  std::vector<MetricSample> samples_;
};

void Sampler::response(std::string_view code, Instant when) {
  if (!c_.first_word) return;
  if (when) {
    const auto span = when - c_.first_word;
    auto& sample = add(code, c_.first_word, span <= kFirstResponseTarget ? 1 : 0, 1);
    sample.value = metric_seconds(span);
    judge(sample, span <= kFirstResponseTarget);
  } else {
    auto& waiting = add(code, c_.first_word, 0, 1);
    waiting.counts_from = c_.first_word + kFirstResponseTarget + 1;
    judge(waiting, false);
  }
}

void Sampler::specialist() {
  if (c_.specialist.empty()) return;
  const auto taken = std::find_if(c_.takings.begin(), c_.takings.end(),
                                  [](const Taking& taking) { return !taking.misrouted; });
  const auto from_word = c_.first_word ? c_.first_word : c_.opened;
  if (taken == c_.takings.end()) {
    if (c_.settled()) return;
    add("M2", from_word, 0, 1);
    const auto decided = c_.decided ? c_.decided : c_.sought;
    auto& waiting = add("M2d", decided, 0, 1, c_.specialist.value == "vip" ? "vip" : "");
    if (waiting.split.empty()) return;
    waiting.counts_from = decided + kVipTarget + 1;
    judge(waiting, false);
    return;
  }
  auto& all = add("M2", from_word, 1, 1);
  all.value = metric_seconds(taken->at - from_word);
  const auto decided = taken->decided ? taken->decided : c_.sought;
  const bool vip = taken->lane.value == "vip";
  auto& since = add("M2d", decided, 1, 1, vip ? "vip" : "");
  since.value = metric_seconds(taken->at - decided);
  if (vip) judge(since, taken->at - decided <= kVipTarget);
}

void Sampler::windows() {
  if (c_.unfinished_work > 0 && c_.window_opened && !c_.settled()) {
    const std::string_view split = c_.planned ? "planned" : "unplanned";
    add("M3", c_.window_opened, 0, 1, split);
    add("M3", c_.window_opened, 1, 0, split).counts_from = c_.window_opened + kWindowRisk + 1;
  }
  for (const auto& end : c_.window_ends)
    add("M3d", end.at, end.planned ? 0 : 1, 1, end.planned ? "" : end.owner);
}

void Sampler::automation() {
  add("M4b", c_.opened, c_.has_work ? 1 : 0, 1);
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
  add("M6", c_.opened, 0, 1);
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
  add("M8", c_.opened, 1, 1).value = metric_seconds(at - c_.opened);
  add("M8n", c_.opened, 1, 1).value = metric_seconds(at - c_.opened - c_.waited_ms);
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
  if (c_.due) add("M11", c_.due + kStallAfter, 1, 0, "overdue").counts_from = c_.due + kStallAfter + 1;
  for (const auto& promise : c_.promises) {
    if (promise.ended) {
      add("M12", promise.due, promise.kept ? 1 : 0, 1);
    } else {
      add("M12", promise.due, 0, 1).counts_from = promise.due + kPromiseSlack + 1;
    }
  }
  for (const auto& reply : c_.replies) {
    const bool outside = reply.outcome == "outside_gate";  // counted beside: nobody asked the gate
    const bool free = reply.outcome == word(GateDecision::free);
    add("M13", reply.at, !free && !outside ? 1 : 0, outside ? 0 : 1, free ? "" : reply.outcome);
  }
}

std::vector<MetricSample> Sampler::take() {
  response("M1", c_.first_response);
  if (c_.first_human || !c_.automated || c_.handed_off)
    response("M1h", c_.first_human);  // else nobody was sought
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

std::int64_t metric_seconds(Millis span) {
  const auto seconds = std::max<Millis>(span, 0) / kSecond;
  constexpr auto kHourSeconds = kHour / kSecond;
  if (seconds < kHourSeconds) return seconds;
  const auto step = seconds < 48 * kHourSeconds ? kMinute / kSecond : kHourSeconds;
  return seconds / step * step;
}

MetricGroup metric_group(const MeasuredCase& c, const CustomerState& state) {
  return {c.lane.value, c.work_type, c.channel, state.segment, c.model, c.intent, c.overlay};
}

std::vector<MetricSample> samples_of(const MeasuredCase& c, const Policy& policy) {
  return Sampler(c, policy).take();
}

}  // namespace baton::core
