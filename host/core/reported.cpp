// SPDX-License-Identifier: MIT
// reported.cpp - what programs tell about a customer: tier, risk, behaviour, the result of the secure path (I2, I7,
// R7, H13).
#include "host/core/turn.h"

namespace baton::core {
namespace {

void refuse(Turn& turn, std::string what, std::string mend) {
  turn.refuse({Refusal::Kind::invalid, std::move(what), std::move(mend), {}, 0});
}

// The newest case that is not settled: what is told now is about it.
CaseId present_case(Turn& turn) {
  const auto* open = any_open_case(turn.state());
  return open == nullptr ? CaseId{} : open->id;
}

// R7: what was told counts at once where a bot still has the turn.
void read_again(Turn& turn) {
  const auto id = present_case(turn);
  if (id.empty() || turn.state().cases.at(id).status != CaseStatus::automated) return;
  note_signals(turn, id, {}, {}, {});
  triage_message(turn, id, {});
}

void take_tier(Turn& turn, const SignalReported& input) {
  if (!turn.policy().segments.contains(input.value))
    return refuse(turn, "no segment " + input.value, "see `segments` of the configuration");
  if (turn.state().segment == input.value) return;
  turn.emit(SegmentChanged{input.value, input.by}, "I2");
  read_again(turn);
}

void take_risk(Turn& turn, const SignalReported& input) {
  if (input.value != "true" && input.value != "false")
    return refuse(turn, "at_risk is neither true nor false", "say true or false");
  const bool at_risk = input.value == "true";
  if (turn.state().at_risk == at_risk) return;
  turn.emit(AtRiskChanged{at_risk, input.by}, "R7");
  if (at_risk) read_again(turn);
}

void take_result(Turn& turn, const SignalReported& input) {
  for (const auto& [id, c] : turn.state().cases) {
    const auto& path = c.secure_path;
    if (path.message.empty() || path.message != input.message) continue;
    if (!path.result.empty()) return refuse(turn, "this secure path was used already", "a token is good once");
    if (turn.now() > path.expires) return refuse(turn, "this secure path has expired", "offer it again");
    if (input.value != "passed" && input.value != "failed")
      return refuse(turn, "the result is neither passed nor failed", "say passed or failed");
    turn.emit(SecurePathEnded{id, input.message, input.value == "passed", input.level, input.by}, "H13");
    return;
  }
  refuse(turn, "no secure path with this token was offered, or a later one took its place",
         "use the token of the link");
}

}  // namespace

void decide_on(Turn& turn, const SignalReported& input) {
  if (turn.state().segment.empty()) {
    turn.refuse({Refusal::Kind::not_found, "no customer " + turn.state().id.value, "see GET /v1/cases", {}, 0});
    return;
  }
  if (input.kind == "tier_changed") return take_tier(turn, input);
  if (input.kind == "at_risk") return take_risk(turn, input);
  if (input.kind == "secure_path") return take_result(turn, input);
  if (!turn.policy().triage.behaviours.contains(input.kind))
    return refuse(turn, "no behaviour " + input.kind, "see `triage.behaviours` of the configuration");
  const auto occurred = input.occurred && input.occurred <= turn.now() ? input.occurred : turn.now();
  turn.emit(BehaviourSeen{input.kind, occurred, input.by}, "I7");
  read_again(turn);
}

}  // namespace baton::core
