// SPDX-License-Identifier: MIT
// classifying.cpp - classifiers are asked beside the rules (I9): within their budget they add signals to the turn, and
// where none answers the rules' decision stands. What the rules decide at once (H2, H8, threats) waits for nobody.
#include "host/core/classifying.h"

#include "host/core/masking.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

constexpr std::size_t kLabelsMax = 64;
constexpr std::int64_t kSure = 1000;
constexpr std::int64_t kSureOfLanguage = 800;  // words, templates and lists follow it

bool language_tag(std::string_view text) {
  if (text.size() < 2 || text.size() > 35) return false;
  std::size_t part = 0;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (c != '-' && !letter && !(digit && text.size() > 3)) return false;
    part = c == '-' ? 0 : part + 1;
    if (part > 8) return false;
  }
  return text.front() != '-' && text.back() != '-';
}

const LabelQuestion* question_of(const CustomerState& state, const CaseId& id, std::uint64_t ask) {
  const auto* c = find(state.cases, id);
  if (c == nullptr) return nullptr;
  const auto& open = c->triage.questions;
  const auto found = std::find_if(open.begin(), open.end(), [&](const auto& known) { return known.ask == ask; });
  return found == open.end() ? nullptr : &*found;
}

void settle_question(Turn& turn, const CaseId& id, const LabelQuestion& question, LabelsSettled settled) {
  settled.case_id = id;
  settled.ask = question.ask;
  settled.classifier = question.classifier;
  settled.thread = question.thread;
  turn.emit(std::move(settled), settled.outcome == "refused" ? "O6" : "I9");
}

// The case has gone on without it: nothing of it counts any more, and the history says so.
void note_late(Turn& turn, const CaseId& id, std::uint64_t ask, const std::string& plugin, const std::string& version) {
  if (find(turn.state().cases, id) == nullptr) return;
  turn.emit(LabelsSettled{id, ask, {}, plugin, version, "late", {}, {}, {}}, "I9");
}

// A label speaks for the signal it names, as surely as the classifier says.
std::optional<Signal> signal_of(const Policy& policy, const Label& label, const MessageId& message,
                                const std::string& plugin) {
  Signal said;
  said.name = label.value;
  said.message = message;
  said.by = plugin;
  if (label.value == kAsksForPerson) {
    said.rule = "H8";
    said.weight_permille = label.confidence_permille;
    return said;
  }
  for (const auto& known : policy.triage.signals) {
    if (known.name != label.value || known.means == SignalMeans::asks_sensitive) continue;
    said.rule = known.rule;
    said.lane = known.lane;
    said.means = known.means;
    said.weight_permille = known.weight_permille * label.confidence_permille / kSure;
    return said;
  }
  return std::nullopt;
}

struct Said {
  std::vector<Signal> signals;
  std::string language;
};

Said read_labels(const Policy& policy, const LabelsGiven& input, const LabelQuestion& question) {
  Said said;
  const auto* classifier = classifier_named(policy, question.classifier);
  if (!input.fault.empty() || classifier == nullptr) return said;
  for (const auto& label : input.labels) {
    const auto sure = label.confidence_permille;
    if (label.scheme == "language" && !question.heard && sure >= kSureOfLanguage) said.language = label.value;
    if (label.scheme != "intent" || sure < classifier->least_permille) continue;
    auto signal = signal_of(policy, label, question.message, input.plugin);
    if (signal) said.signals.push_back(std::move(*signal));
  }
  return said;
}

// The bot gets what waited for the labels, in order, unless they say that it is not the bot's turn (H14).
void ask_waiting_bot(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto& hand = turn.hand_of(c);
  const auto* bot = std::get_if<BotOwner>(&hand.owner);
  if (bot == nullptr || c.status != CaseStatus::automated || c.automation.muted) return;
  const auto bot_id = bot->id;
  const auto epoch = hand.epoch;
  const auto waiting = c.triage.bot_waits;
  for (const auto& message : waiting) turn.emit(BotAsked{id, bot_id, message, epoch}, "H14");
}

void seek_waiting_seat(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  if (!c.triage.seat_waits || !std::holds_alternative<LeadOwner>(turn.hand_of(c).owner)) return;
  if (seat_of(turn.state(), id) == nullptr) seek_first_line(turn, id, "R5");
}

}  // namespace

LabelWords label_words(const ClassifierPolicy& classifier, const Policy& policy) {
  LabelWords words;
  words.matcher = policy.matcher;
  words.intents[kAsksForPerson] = kAsksForPerson;
  for (const auto& signal : policy.triage.signals)
    if (signal.means != SignalMeans::asks_sensitive) words.intents[signal.name] = signal.name;
  for (const auto& [theirs, ours] : classifier.labels) words.intents[theirs] = ours;
  return words;
}

JudgedLabels judge_labels(const std::vector<Label>& answer, const LabelWords& words) {
  const auto spoilt = [](std::string fault) { return JudgedLabels{{}, std::move(fault)}; };
  if (answer.size() > kLabelsMax) return spoilt("O6: more labels than a message can have");
  JudgedLabels judged;
  for (const auto& label : answer) {
    if (mask(label.scheme + " " + label.value, words.matcher.get()).found > 0)
      return spoilt("I4: a label repeats data that does not belong in a chat");
    if (label.confidence_permille < 0 || label.confidence_permille > kSure)
      return spoilt("O6: a confidence is not between 0 and 1000");
    if (label.scheme == "language") {
      if (!language_tag(label.value)) return spoilt("O6: a language is no language");
      judged.labels.push_back(label);
    } else if (label.scheme == "intent") {
      const auto known = words.intents.find(label.value);
      if (known == words.intents.end()) return spoilt("O6: an intent is none that is configured");
      judged.labels.push_back({label.scheme, known->second, label.confidence_permille});
    } else if (const auto named = words.intents.find(label.scheme + ":" + label.value); named != words.intents.end()) {
      judged.labels.push_back({"intent", named->second, label.confidence_permille});
    }
  }
  return judged;
}

const ClassifierPolicy* classifier_named(const Policy& policy, const std::string& id) {
  const auto& all = policy.triage.classifiers;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& known) { return known.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool ask_classifiers(Turn& turn, const CaseId& id, const MessageId& message, const ThreadId& thread,
                     const LabelsWanted& wanted) {
  for (const auto& classifier : turn.policy().triage.classifiers)
    turn.emit(LabelsAsked{id, turn.next_ask(), message, thread, classifier.id, classifier.plugin,
                          turn.now() + classifier.budget_ms, wanted.heard, wanted.holds},
              "I9");
  return !turn.policy().triage.classifiers.empty();
}

void end_questions(Turn& turn, const CaseId& id, bool all) {
  const auto open = turn.state().cases.at(id).triage.questions;
  for (const auto& question : open) {
    if (!all && question.until > turn.now()) continue;
    const auto* classifier = classifier_named(turn.policy(), question.classifier);
    LabelsSettled settled;
    settled.plugin = classifier == nullptr ? std::string{} : classifier->plugin;
    settled.outcome = "unanswered";
    settle_question(turn, id, question, std::move(settled));
  }
}

void labels_are_in(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  if (!c.triage.questions.empty() || c.settled()) return;
  const auto message = c.triage.bot_waits.empty() ? c.triage.latest : c.triage.bot_waits.back();
  if (triage_message(turn, id, message) != TurnTaken::nobody) return;
  ask_waiting_bot(turn, id);
  seek_waiting_seat(turn, id);
}

void decide_on(Turn& turn, const LabelsGiven& input) {
  const auto* open = question_of(turn.state(), input.case_id, input.ask);
  if (open == nullptr) return note_late(turn, input.case_id, input.ask, input.plugin, input.plugin_version);
  if (turn.now() > open->until) {
    note_late(turn, input.case_id, input.ask, input.plugin, input.plugin_version);
    return labels_are_in(turn, input.case_id);
  }
  const auto question = *open;
  auto said = read_labels(turn.policy(), input, question);
  LabelsSettled settled;
  settled.plugin = input.plugin;
  settled.plugin_version = input.plugin_version;
  settled.broke = input.fault;
  settled.language = said.language;
  const bool taken = !said.signals.empty() || !said.language.empty();
  settled.outcome = !input.fault.empty() ? "refused" : taken ? "taken" : "nothing";
  settle_question(turn, input.case_id, question, std::move(settled));
  if (!said.signals.empty()) turn.emit(SignalsSeen{input.case_id, question.message, std::move(said.signals)}, "I9");
  if (!said.language.empty()) follow_heard_language(turn, question.thread);
  labels_are_in(turn, input.case_id);
}

void decide_on(Turn& turn, const LabelsFailed& input) {
  const auto* open = question_of(turn.state(), input.case_id, input.ask);
  if (open == nullptr) return note_late(turn, input.case_id, input.ask, input.plugin, {});
  const auto question = *open;
  LabelsSettled settled;
  settled.plugin = input.plugin;
  settled.outcome = "failed";
  settled.broke = input.why;
  settle_question(turn, input.case_id, question, std::move(settled));
  labels_are_in(turn, input.case_id);
}

}  // namespace baton::core
