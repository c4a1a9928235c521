// SPDX-License-Identifier: MIT
// first_words.cpp - intake in chat (J1): what a customer has said of intent, ids and urgency; what is missing is asked
// once in the life of a case. A reply to another system's notice takes that notice along.
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

constexpr std::size_t kDigitsOfAnId = 4;

bool contains(const std::vector<std::string>& list, std::string_view what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "ORD-123456", "4711": a word with digits enough to name something.
bool looks_like_an_id(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (is_digit(c) && ++digits >= kDigitsOfAnId) return true;
    if (!is_digit(c) && !is_letter(c) && c != '-' && c != '_' && c != '/' && c != '#') digits = 0;
  }
  return false;
}

// An order, an invoice, a ticket, as the intake stage found it (I3).
bool names_an_object(const Case& c, const MessageId& message) {
  return std::any_of(c.entries.rbegin(), c.entries.rend(),
                     [&](const Entry& entry) { return entry.message == message && !entry.objects.empty(); });
}

bool speaks_of_impact(const Turn& turn, const CaseId& id, const MessageId& message) {
  const auto& seen = turn.state().cases.at(id).triage.seen;
  return std::any_of(seen.begin(), seen.end(), [&](const Signal& signal) {
    using enum SignalMeans;
    const auto means = signal.means;
    return signal.message == message && (means == impact_many || means == impact_all || means == workaround ||
                                         means == no_workaround || means == mission_critical);
  });
}

bool says_what_it_is(const Turn& turn, const Case& c, std::string_view text) {
  if (!c.entries.empty() && !c.entries.back().attachments.empty()) return true;
  const auto* matcher = turn.policy().matcher.get();
  return !text.empty() && (matcher == nullptr || !matcher->is_greeting(text));
}

bool answered_by_a_person(const Case& c) {
  return std::any_of(c.entries.begin(), c.entries.end(), [](const Entry& entry) {
    return entry.what == Entry::What::agent || entry.what == Entry::What::outside;
  });
}

std::vector<std::string> missing_of(const std::vector<std::string>& wanted, const std::vector<std::string>& known) {
  std::vector<std::string> missing;
  for (const auto& what : wanted)
    if (!contains(known, what)) missing.push_back(what);
  return missing;
}

// A bot takes in what it serves; people are spared the question by asking while the customer waits for them.
bool to_be_asked(const Turn& turn, const Case& c, const std::vector<std::string>& known) {
  const auto& intake = turn.policy().intake;
  const bool people = c.status == CaseStatus::open || c.status == CaseStatus::escalated;
  if (!people || c.intake.asked || !c.automation.bot.empty() || answered_by_a_person(c)) return false;
  return !missing_of(intake.missing, known).empty();
}

const OutsideWord* outside_word(const CustomerState& state, const ContentRef& remote_id) {
  for (auto word = state.outside.rbegin(); word != state.outside.rend(); ++word)
    if (word->remote_id.same_text(remote_id)) return &*word;
  return nullptr;
}

bool said_here(const CustomerState& state, const ContentRef& remote_id) {
  return std::any_of(state.cases.begin(), state.cases.end(), [&](const auto& entry) {
    const auto& entries = entry.second.entries;
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& said) {
      return said.what != Entry::What::outside && said.remote_id && said.remote_id.same_text(remote_id);
    });
  });
}

}  // namespace

void hear_first_words(Turn& turn, const CaseId& id, const MessageId& message, const FirstWordsHeard& heard) {
  const auto text = heard.text;
  const auto& c = turn.state().cases.at(id);
  if (turn.policy().intake.ask.empty() || answered_by_a_person(c)) return;  // they take it from there
  auto known = c.intake.known;
  const auto add = [&](const char* what, auto says) {
    if (!contains(known, what) && says()) known.emplace_back(what);
  };
  const auto* matcher = turn.policy().matcher.get();
  add("intent", [&] { return says_what_it_is(turn, c, text); });
  add("ids", [&] {
    return names_an_object(c, message) || looks_like_an_id(text) ||
           (matcher != nullptr && !matcher->own_ids(text).empty());
  });
  add("urgency", [&] { return heard.urgency || speaks_of_impact(turn, id, message); });
  // The question waits until the customer has stopped writing (I8).
  const auto ask_at = to_be_asked(turn, c, known) ? turn.now() + turn.policy().burst_gap_ms : Instant{};
  if (known == c.intake.known && ask_at == c.intake.ask_at) return;
  turn.emit(IntakeHeard{id, message, std::move(known), ask_at}, "J1");
}

void ask_first_words(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  auto missing = missing_of(turn.policy().intake.ask, c.intake.known);
  const auto* thread = newest_thread(turn.state(), c);
  const bool wanted = thread != nullptr && to_be_asked(turn, c, c.intake.known) && !missing.empty() &&
                      window_open(*thread, turn.policy(), turn.now());
  if (!wanted) missing.clear();
  std::string names;
  for (const auto& what : missing) names += (names.empty() ? "" : ",") + what;
  turn.emit(IntakeAsked{id, std::move(missing)}, "J1");
  if (!wanted || kept_silent(turn, id, "J1", "ask the customer for " + names, "asked")) return;
  const auto& asked = turn.state().cases.at(id);
  SendQueued word;
  word.case_id = id;
  word.thread = newest_thread(turn.state(), asked)->id;
  word.epoch = turn.hand_of(asked).epoch;
  word.author = "host";
  word.purpose = SendPurpose::notice;
  word.canned = "intake:" + names;
  queue_send(turn, std::move(word), "J1");
}

void take_context(Turn& turn, const CustomerWrote& input, const CaseId& id, const MessageId& message) {
  const auto& quoted = input.quoted.ref;
  if (!quoted || send_with_remote(turn.state(), quoted) != nullptr || said_here(turn.state(), quoted)) return;
  const auto* known = outside_word(turn.state(), quoted);
  ContextTaken taken;
  taken.case_id = id;
  taken.message = message;
  taken.quoted = quoted;
  taken.payload = input.button_payload.ref;
  if (known != nullptr) {
    taken.text = known->text;
    taken.said = known->at;
  }
  turn.emit(std::move(taken), "J1");
}

}  // namespace baton::core
