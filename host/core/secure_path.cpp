// SPDX-License-Identifier: MIT
// secure_path.cpp - what does not belong on a channel: nobody asks for it there (I5), and the customer is pointed to
// the organisation's own page, to the telephone or to mail, as the table says, once (H2, H13).
#include "host/core/modes.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

std::string instead_of(const Policy& policy, Way way) {
  if (way == Way::call) return "; it belongs in a call";
  if (way == Way::email) return "; it belongs in an email";
  return policy.secure_path.url.empty() ? "; arrange another way with the customer"
                                        : "; the customer is pointed to the secure path";
}

// What a masked text was about; who does not say so is taken at the strictest.
std::pair<Way, std::string> strictest(const Policy& policy, std::string_view channel,
                                      const std::vector<std::string>& classes) {
  std::pair<Way, std::string> result{classes.empty() ? Way::form : Way::stay, {}};
  for (const auto& named : classes) {
    const auto way = policy.way_of_class(channel, named);
    if (result.second.empty() || way > result.first) result = {way, named};
  }
  return result;
}

void offer_secure_path(Turn& turn, const CaseId& id, std::string purpose) {
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
  turn.emit(SecurePathOffered{id, message, std::move(purpose), turn.now() + policy.valid_ms}, "H13");
  queue_send(turn, std::move(word), "H13");
}

void name_way(Turn& turn, const CaseId& id, Way way, std::string_view about) {
  const auto& c = turn.state().cases.at(id);
  const auto name = std::string(word(way));
  const auto* thread = newest_thread(turn.state(), c);
  const bool told = std::find(c.ways.begin(), c.ways.end(), name) != c.ways.end();
  if (c.settled() || told || thread == nullptr) return;
  SendQueued said;
  said.case_id = id;
  said.thread = thread->id;
  said.epoch = turn.hand_of(c).epoch;
  const auto channel = thread->channel;
  if (kept_silent(turn, id, "H13", "tell the customer that this belongs in another way: " + name, name)) return;
  said.author = "host";
  said.purpose = SendPurpose::notice;
  said.canned = "belongs_in_" + name;
  turn.emit(OtherWayNamed{id, turn.next_message(), name, std::string(about), channel}, "H13");
  queue_send(turn, std::move(said), "H13");
}

}  // namespace

GateDecision Unsafe::decision() const {
  return way == Way::call || way == Way::email ? GateDecision::other_channel : GateDecision::refused;
}

bool speaks_of_sensitive(const std::vector<Signal>& signals) {
  return std::any_of(signals.begin(), signals.end(),
                     [](const Signal& signal) { return signal.means == SignalMeans::sensitive; });
}

// What it holds goes nowhere, whatever the table says (I5): only the way that is named instead differs.
Unsafe unsafe_outbound(const Policy& policy, const OutboundWords& words) {
  if (words.masked > 0) {
    auto [way, about] = strictest(policy, words.channel, words.classes);
    const std::string masked = "; it would reach the customer masked";
    return {"it contains data that does not belong in a chat" + (way == Way::stay ? masked : instead_of(policy, way)),
            way, std::move(about)};
  }
  for (const auto& signal : signals_in(policy, words.text)) {
    if (signal.means != SignalMeans::asks_sensitive) continue;
    const auto way = policy.way_of_class(words.channel, signal.data_class);
    if (way == Way::stay) continue;
    const auto asked =
        words.text.substr(static_cast<std::size_t>(signal.begin), static_cast<std::size_t>(signal.length));
    const auto quoted = " (\"" + std::string(asked) + "\")";
    return {"it asks for data that does not belong in a chat" + quoted + instead_of(policy, way), way,
            signal.data_class};
  }
  return {};
}

bool safe_to_say(Turn& turn, const Case& c, std::string_view text, const std::vector<std::string>& classes) {
  const auto* thread = newest_thread(turn.state(), c);
  const auto channel = thread == nullptr ? std::string_view{} : std::string_view(thread->channel);
  auto unsafe = unsafe_outbound(turn.policy(), {text, static_cast<std::int64_t>(classes.size()), classes, channel});
  if (unsafe.why.empty()) return true;
  turn.refuse({Refusal::Kind::not_allowed, std::move(unsafe.why), "say it without such data, and do not ask for them",
               {}, 0});
  return false;
}

Unsafe misplaced(const Policy& policy, const Case& c, const Thread& thread, bool bot) {
  const auto& intent = c.triage.intent;
  const auto way = intent.empty() ? Way::stay : policy.way_of_intent(thread.channel, intent);
  if (way == Way::stay || mode_of(policy, c.lane, thread.topology, "H13") != RuleMode::enforce) return {};  // G14
  const bool told = way == Way::form ? !c.secure_path.message.empty()
                                     : std::find(c.ways.begin(), c.ways.end(), word(way)) != c.ways.end();
  if (told && !bot) return {};
  return {"\"" + intent + "\" does not stay on " + thread.channel + instead_of(policy, way), way, intent};
}

void point_elsewhere(Turn& turn, const CaseId& id, Way way, std::string_view about) {
  switch (way) {
    case Way::stay: return;
    case Way::form: return offer_secure_path(turn, id, "sensitive_data");
    case Way::call:
    case Way::email: return name_way(turn, id, way, about);
  }
}

void point_by_signals(Turn& turn, const CaseId& id, const std::vector<Signal>& signals) {
  const auto* thread = newest_thread(turn.state(), turn.state().cases.at(id));
  if (thread == nullptr) return;
  std::vector<std::string> classes;
  for (const auto& signal : signals)
    if (signal.rule == "H2" && !signal.data_class.empty()) classes.push_back(signal.data_class);
  const auto [way, about] = strictest(turn.policy(), thread->channel, classes);
  point_elsewhere(turn, id, way, about);
}

void point_by_intent(Turn& turn, const CaseId& id, std::string_view intent) {
  const auto* thread = newest_thread(turn.state(), turn.state().cases.at(id));
  if (thread == nullptr || intent.empty()) return;
  const auto way = turn.policy().way_of_intent(thread->channel, intent);
  if (way == Way::form) return offer_secure_path(turn, id, std::string(intent));
  point_elsewhere(turn, id, way, intent);
}

}  // namespace baton::core
