// SPDX-License-Identifier: MIT
// quarantine.cpp - withheld media that are kept (I4): who holds the skill of the case's lane may look, and each look is
// in the history, the refused ones too.
#include "host/core/turn.h"

namespace baton::core {

void decide_on(Turn& turn, const AttachmentQuarantined& input) {
  for (const auto& [id, c] : turn.state().cases) {
    for (const auto& entry : c.entries) {
      if (entry.message != input.message) continue;
      const auto case_id = id;
      return turn.emit(QuarantineKept{case_id, input.message, input.index, input.blob, input.sha256, input.media_type,
                                      input.size_bytes},
                       "I4");
    }
  }
}

void decide_on(Turn& turn, const QuarantineAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const auto lane = c->lane;
  const auto of_item = [&](const Entry& entry) {
    return entry.message == input.message && input.index >= 0 &&
           input.index < static_cast<std::int64_t>(entry.attachments.size()) &&
           entry.attachments[static_cast<std::size_t>(input.index)].withheld;
  };
  if (!input.message.empty() && std::none_of(c->entries.begin(), c->entries.end(), of_item)) {
    const auto item = input.message.value + "-" + std::to_string(input.index);
    turn.refuse({Refusal::Kind::not_found, "no withheld item " + item,
                 "see GET /v1/cases/" + input.case_id.value + "/quarantine", {}, 0});
    return;
  }
  const bool granted = turn.policy().holds_skill(input.agent, lane);
  turn.emit(QuarantineLooked{input.case_id, input.message, input.index, input.by, lane, granted}, "I4");
  if (granted) return;
  turn.refuse({Refusal::Kind::not_allowed, "what is withheld is for who holds the skill of lane " + lane.value,
               "ask somebody of lane " + lane.value + "; this look was recorded", {}, 0});
}

}  // namespace baton::core
