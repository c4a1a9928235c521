// SPDX-License-Identifier: MIT
// send_watch.h - tells whoever wrote a reply what became of it: the gate's decision, and whether that is the last word.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "host/core/facts.h"

namespace baton::engine {

struct SendFate {
  core::GateDecision decision = core::GateDecision::refused;
  core::HoldReason hold = core::HoldReason::none;
  std::string why;
  core::Instant until;
  bool decided = false;
  bool final = false;     // the channel took it, or it was refused or failed
  bool deferred = false;  // the channel failed for a moment; tried again at `until`
};

class SendWatch {
 public:
  // `told` is called once: when the word is final, held or deferred; `so_far` is what its own decision said of it.
  // On the ledger's thread: quick.
  void watch(const core::MessageId& message, SendFate so_far, std::function<void(const SendFate&)> told);
  void forget(const core::MessageId& message);

  void see(const std::vector<core::Ruled>& facts);

  // The fate as far as these facts tell it.
  static void add(SendFate& fate, const core::Fact& fact);
  static const core::MessageId* message_of(const core::Fact& fact);

 private:
  struct Watch {
    SendFate fate;
    std::function<void(const SendFate&)> told;
  };
  std::mutex mutex_;
  std::map<core::MessageId, Watch> watches_;
};

}  // namespace baton::engine
