// SPDX-License-Identifier: MIT
// Puts the parts together; what the case says becomes words here, what the conversation says comes from the
// finders.
#include "brief.h"

#include <algorithm>

#include "budget.h"
#include "intent.h"
#include "phrases.h"
#include "sensitive.h"
#include "steps.h"

namespace baton::brief {
namespace {

constexpr std::size_t kReasonMaxChars = 140;
constexpr std::size_t kDecisionMaxChars = 160;
constexpr std::size_t kFileNameMaxChars = 60;
constexpr std::size_t kOwnerMaxChars = 40;

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Text of people outside the conversation (reason, question) is masked like the rest.
std::string safe_line(std::string_view text, std::size_t chars_max, Brief& brief) {
  Masked masked = mask(readable(text));
  brief.withheld_count += masked.count;
  return one_line(shorten(masked.text, chars_max));
}

Phrase status_phrase(CaseFacts::Status status) {
  switch (status) {
    case CaseFacts::Status::open:
      return Phrase::status_open;
    case CaseFacts::Status::automated:
      return Phrase::status_automated;
    case CaseFacts::Status::escalated:
      return Phrase::status_escalated;
    case CaseFacts::Status::waiting_customer:
      return Phrase::status_waiting;
    case CaseFacts::Status::resolved:
      return Phrase::status_resolved;
    case CaseFacts::Status::closed:
      return Phrase::status_closed;
  }
  return Phrase::status_open;
}

bool customer_spoke_last(const Conversation& conversation) {
  for (auto turn = conversation.turns.rbegin(); turn != conversation.turns.rend(); ++turn) {
    if (turn->speaker == Speaker::customer) return true;
    if (turn->speaker == Speaker::agent || turn->speaker == Speaker::bot) return false;
  }
  return false;
}

std::string status_line(const CaseFacts& facts, Language language, bool customer_waits) {
  std::string line(phrase(status_phrase(facts.status), language));
  const std::string owner(shorten(facts.owner, kOwnerMaxChars));
  const auto add = [&](Phrase what, std::string_view who) {
    line.append(", ").append(phrase(what, language));
    if (!who.empty()) line.append(" ").append(who);
  };
  if (starts_with(owner, "bot:")) add(Phrase::with_bot, {});
  if (starts_with(owner, "agent:")) add(Phrase::with_agent, std::string_view(owner).substr(6));
  if (starts_with(owner, "lead:")) add(Phrase::with_lead, std::string_view(owner).substr(5));
  if (customer_waits) add(Phrase::customer_waits, {});
  return line;
}

std::string rule_words(std::string_view rule, Language language) {
  const std::string code(shorten(rule, 16));
  if (rule.empty() || rule == "handoff") return {};
  if (rule == "H8") return std::string(phrase(Phrase::customer_asked_person, language)) + " (" + code + ")";
  if (rule == "H9") return std::string(phrase(Phrase::three_strikes, language)) + " (" + code + ")";
  if (rule == "H10") return std::string(phrase(Phrase::low_confidence, language)) + " (" + code + ")";
  return std::string(phrase(Phrase::rule_applied, language)) + " " + code;
}

std::string reason_line(const CaseFacts& facts, Language language, Brief& brief) {
  const std::string rule = rule_words(facts.rule, language);
  const std::string said = safe_line(facts.reason, kReasonMaxChars, brief);
  if (rule.empty() && said.empty()) return std::string(phrase(Phrase::handed_over, language));
  return rule.empty() || said.empty() ? rule + said : rule + ": " + said;
}

// What has to be decided: what was asked, else the customer's own last question, else how to go on.
std::string decision_line(const CaseFacts& facts, const Conversation& conversation, Language language,
                          Brief& brief) {
  const std::string& asked = facts.question.empty() ? facts.work_question : facts.question;
  if (!asked.empty()) return safe_line(asked, kDecisionMaxChars, brief);
  for (auto turn = conversation.turns.rbegin(); turn != conversation.turns.rend(); ++turn) {
    if (turn->speaker == Speaker::agent || turn->speaker == Speaker::bot) break;
    if (turn->speaker != Speaker::customer) continue;
    const Text& text = turn->text;
    for (std::size_t k = text.sentences.size(); k > 0; --k) {
      const Sentence& sentence = text.sentences[k - 1];
      if (!sentence.question || sentence.last - sentence.first < 3) continue;
      const std::size_t end = std::min<std::size_t>(text.tokens[sentence.last - 1].end + 1, text.raw.size());
      return one_line(shorten(text.slice(text.tokens[sentence.first].begin, end), kDecisionMaxChars));
    }
  }
  return std::string(phrase(Phrase::how_to_proceed, language));
}

Phrase next_phrase(const CaseFacts& facts, bool customer_waits) {
  if (!facts.question.empty() || !facts.work_question.empty()) return Phrase::answer_question;
  if (starts_with(facts.rule, "H")) return Phrase::take_over;
  return customer_waits ? Phrase::answer_customer : Phrase::follow_up;
}

std::vector<Item> find_evidence(const Conversation& conversation) {
  std::vector<Item> evidence;
  for (const Turn& turn : conversation.turns) {
    for (const Attachment& attachment : turn.attachments) {
      if (evidence.size() >= kEvidenceMax || turn.speaker != Speaker::customer) continue;
      const std::string name = mask(readable(attachment.file_name)).text;
      Item item;
      item.label = attachment.kind;
      item.value = name.empty() ? attachment.kind : one_line(shorten(name, kFileNameMaxChars));
      item.sequence = turn.sequence;
      evidence.push_back(std::move(item));
    }
  }
  return evidence;
}

void intent_line(const Conversation& conversation, const Settings& settings, Language language,
                 Brief& brief) {
  Intent intent = find_intent(conversation, settings.intent_chars_max);
  brief.intent = std::move(intent.text);
  brief.intent_sequence = intent.sequence;
  if (!brief.intent.empty()) return;
  if (brief.evidence.empty()) {
    brief.intent = phrase(Phrase::no_words, language);
    return;
  }
  brief.intent.append(phrase(Phrase::sent_attachment, language))
      .append(" ")
      .append(brief.evidence.front().label);
  brief.intent_sequence = brief.evidence.front().sequence;
}

}  // namespace

Brief make_brief(const Input& input, const Settings& settings) {
  Brief brief;
  brief.revision = input.revision;
  const Conversation conversation = read_conversation(input.events);
  brief.withheld_count = conversation.withheld_count;
  const Language language = language_of_tag(input.language);
  const bool customer_waits = customer_spoke_last(conversation);

  brief.evidence = find_evidence(conversation);
  intent_line(conversation, settings, language, brief);
  brief.segment = shorten(input.facts.segment, kOwnerMaxChars);
  brief.status = status_line(input.facts, language, customer_waits);
  brief.reason = reason_line(input.facts, language, brief);
  brief.next_action = phrase(next_phrase(input.facts, customer_waits), language);
  brief.decision_needed = decision_line(input.facts, conversation, language, brief);

  Details details = find_details(conversation, {language, settings.withheld_labels});
  brief.withheld_count += details.withheld_count;
  std::vector<Step> steps = find_steps(conversation);
  if (!input.events.empty()) brief.steps_state = steps.empty() ? StepsState::none : StepsState::listed;
  fit(std::move(details.items), std::move(steps), input.chars_max, language, brief);
  return brief;
}

}  // namespace baton::brief
