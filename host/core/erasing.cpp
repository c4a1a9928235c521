// SPDX-License-Identifier: MIT
// erasing.cpp - one customer's data is forgotten (C7): whatever was under way ends, and nothing new begins.
#include "host/core/send_rank.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

constexpr std::string_view kErased = "the customer's data was erased";

// Without the words there is nothing to be sent, and nobody to send it to.
void end_words(Turn& turn) {
  std::vector<Send> under_way;
  for (const auto& [id, send] : turn.state().sends)
    if (send.withheld_until || rank(send.state) < rank(SendState::accepted)) under_way.push_back(send);
  for (const auto& send : under_way) {
    if (send.withheld_until) turn.emit(WithheldEnded{send.id, "erased"}, "C7");
    if (rank(send.state) >= rank(SendState::accepted)) continue;
    if (send.attempts == 0)
      turn.emit(GateDecided{send.id, GateDecision::refused, HoldReason::none, std::string(kErased), {}, {}, {}}, "C7");
    const auto state = send.attempts == 0 ? SendState::refused : SendState::failed;
    turn.emit(SendEnded{send.id, state, "erased", std::string(kErased)}, "C7");
  }
}

// C6: resolved, whatever was open; it closes in its time.
void settle_cases(Turn& turn) {
  std::vector<CaseId> open;
  for (const auto& [id, c] : turn.state().cases)
    if (!c.settled()) open.push_back(id);
  for (const auto& id : open) {
    cancel_items(turn, id, kErased, "C7");
    const auto& plan = turn.state().cases.at(id).plan;
    if (plan.open) turn.emit(PlanEnded{id, plan.number, "erased"}, "C7");
    turn.emit(CaseResolved{id, turn.now(), {}}, "C7");
    change_status(turn, id, CaseStatus::resolved, "C6");
  }
}

std::vector<std::string> blobs_of(const CustomerState& state) {
  std::vector<std::string> blobs;
  for (const auto& [id, c] : state.cases)
    for (const auto& entry : c.entries)
      for (const auto& attachment : entry.attachments)
        if (!attachment.blob.empty()) blobs.push_back(attachment.blob);
  return blobs;
}

void forget_blob(Turn& turn, const std::string& blob) {
  if (!blob.empty()) turn.emit(Erased{"host", {blob}}, "C7");
}

struct AfterErasure {
  Turn& turn;

  void operator()(const ClockReached& input) const { decide_on(turn, input); }
  // It was being fetched when the customer was erased.
  void operator()(const AttachmentFetched& input) const { forget_blob(turn, input.blob); }
  void operator()(const AttachmentQuarantined& input) const { forget_blob(turn, input.blob); }

  // People's requests are told so; of what the world reports, nothing is kept.
  template <class Act>
    requires requires(const Act& act) { act.agent; } || requires(const Act& act) { act.by; } ||
             requires(const Act& act) { act.author; } || requires(const Act& act) { act.confidence_permille; }
  void operator()(const Act&) const {
    turn.refuse({Refusal::Kind::invalid, std::string(kErased), "nothing can be done with what is left of it", {}, 0});
  }
  void operator()(const ErasureAsked&) const {}
  void operator()(const OwnerLeft&) const {}
  void operator()(const OwnerReturned&) const {}
  void operator()(const OwnershipProposed&) const {}
  template <class Report>
  void operator()(const Report&) const {}
};

}  // namespace

void erase_customer(Turn& turn, const std::string& by, std::string_view rule) {
  end_words(turn);
  settle_cases(turn);
  auto blobs = blobs_of(turn.state());
  turn.emit(Erased{by, std::move(blobs)}, rule);
}

void decide_on(Turn& turn, const ErasureAsked& input) {
  if (turn.state().segment.empty()) {
    turn.refuse({Refusal::Kind::not_found, "no such customer", "see the customer of a case", {}, 0});
    return;
  }
  erase_customer(turn, input.by, "C7");
}

void decide_on_erased(Turn& turn, const Input& input) { std::visit(AfterErasure{turn}, input); }

}  // namespace baton::core
