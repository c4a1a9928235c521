// SPDX-License-Identifier: MIT
// secure_path.cpp - data that does not belong in a chat: nobody asks for it there (I5), and the customer is pointed
// to the organisation's own page, once (H2, H13).
#include "host/core/turn.h"

namespace baton::core {

bool speaks_of_sensitive(const std::vector<Signal>& signals) {
  return std::any_of(signals.begin(), signals.end(),
                     [](const Signal& signal) { return signal.means == SignalMeans::sensitive; });
}

std::string unsafe_outbound(const Policy& policy, std::string_view text, std::int64_t masked) {
  const std::string instead = policy.secure_path.url.empty() ? "; arrange another way with the customer"
                                                             : "; the customer is pointed to the secure path";
  if (masked > 0) return "it contains data that does not belong in a chat" + instead;
  for (const auto& signal : signals_in(policy, text))
    if (signal.means == SignalMeans::asks_sensitive)
      return "it asks for data that does not belong in a chat (\"" +
             std::string(
                 text.substr(static_cast<std::size_t>(signal.begin), static_cast<std::size_t>(signal.length))) +
             "\")" + instead;
  return {};
}

void offer_secure_path(Turn& turn, const CaseId& id) {
  const auto& policy = turn.policy().secure_path;
  const auto& c = turn.state().cases.at(id);
  if (policy.url.empty() || c.settled()) return;
  const bool waits =
      !c.secure_path.message.empty() && c.secure_path.result.empty() && turn.now() < c.secure_path.expires;
  const auto* thread = newest_thread(turn.state(), c);
  if (waits || thread == nullptr) return;
  const auto on = thread->id;
  const auto epoch = turn.hand_of(c).epoch;
  if (kept_silent(turn, id, "H13", "point the customer to the secure path", std::to_string(c.entries.size()))) return;
  SendQueued word;
  word.case_id = id;
  word.thread = on;
  word.epoch = epoch;
  word.author = "host";
  word.purpose = SendPurpose::secure_path;
  word.canned = "secure_path";
  const auto message = turn.next_message();
  turn.emit(SecurePathOffered{id, message, "sensitive_data", turn.now() + policy.valid_ms}, "H13");
  queue_send(turn, std::move(word), "H13");
}

}  // namespace baton::core
