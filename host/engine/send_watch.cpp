// SPDX-License-Identifier: MIT
#include "host/engine/send_watch.h"

namespace baton::engine {

const core::MessageId* SendWatch::message_of(const core::Fact& fact) {
  if (const auto* gate = std::get_if<core::GateDecided>(&fact)) return &gate->message;
  if (const auto* confirmed = std::get_if<core::SendConfirmed>(&fact)) return &confirmed->message;
  if (const auto* ended = std::get_if<core::SendEnded>(&fact)) return &ended->message;
  if (const auto* deferred = std::get_if<core::SendDeferred>(&fact)) return &deferred->message;
  if (const auto* unknown = std::get_if<core::ResultUnknown>(&fact)) return &unknown->message;
  return nullptr;
}

void SendWatch::add(SendFate& fate, const core::Fact& fact) {
  if (const auto* gate = std::get_if<core::GateDecided>(&fact)) {
    fate.decided = true;
    fate.decision = gate->decision;
    fate.hold = gate->hold;
    fate.why = gate->why;
    fate.until = gate->until;
    fate.final = gate->decision == core::GateDecision::refused || gate->decision == core::GateDecision::other_channel;
    fate.deferred = false;
  } else if (std::holds_alternative<core::SendConfirmed>(fact)) {
    fate.final = true;
  } else if (const auto* deferred = std::get_if<core::SendDeferred>(&fact)) {
    if (deferred->scope == core::FailureScope::window) return;  // W4: it goes another way at once
    fate.deferred = true;
    if (fate.decision == core::GateDecision::hold) return;  // the gate said why, and until when
    fate.why = "the channel failed for the moment (" + deferred->code + "); it is sent again by itself";
    fate.until = deferred->again_at;
  } else if (const auto* ended = std::get_if<core::SendEnded>(&fact)) {
    fate.final = true;
    fate.decided = true;
    fate.decision = core::GateDecision::refused;
    fate.why = ended->why.empty() ? ended->code : ended->why;
  }
}

void SendWatch::watch(const core::MessageId& message, SendFate so_far, std::function<void(const SendFate&)> told) {
  const std::lock_guard lock(mutex_);
  watches_[message] = {std::move(so_far), std::move(told)};
}

void SendWatch::forget(const core::MessageId& message) {
  const std::lock_guard lock(mutex_);
  watches_.erase(message);
}

void SendWatch::see(const std::vector<core::Ruled>& facts) {
  std::vector<Watch> ready;
  {
    const std::lock_guard lock(mutex_);
    if (watches_.empty()) return;
    std::vector<core::MessageId> settled;
    for (const auto& ruled : facts) {
      const auto* message = message_of(ruled.fact);
      const auto found = message == nullptr ? watches_.end() : watches_.find(*message);
      if (found == watches_.end()) continue;
      add(found->second.fate, ruled.fact);
      settled.push_back(*message);
    }
    for (const auto& message : settled) {
      const auto found = watches_.find(message);
      if (found == watches_.end()) continue;
      const auto& fate = found->second.fate;
      if (!fate.final && !fate.deferred && !(fate.decided && fate.decision == core::GateDecision::hold)) continue;
      ready.push_back(std::move(found->second));
      watches_.erase(found);
    }
  }
  for (const auto& watch : ready) watch.told(watch.fate);
}

}  // namespace baton::engine
