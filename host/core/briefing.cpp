// SPDX-License-Identifier: MIT
// briefing.cpp - the brief that goes with every offer (B1-B3): the summarizer's, judged field by field. Where it fails,
// is late or is refused, the fallback's stands, which was asked beside it; without one the host's own minimal brief.
#include "host/core/brief_changes.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

constexpr std::size_t kMinimalStepsMax = 6;  // the latest; a briefing, not a transcript (B3)

std::string trigger_of(const Case& c) { return c.handoff.number == 0 ? std::string{} : c.handoff.trigger; }

bool source_exists(const Case& c, const BriefItemMade& item) {
  if (item.source == 0) return !item.source_name.empty();
  return item.source >= 1 && item.source <= static_cast<std::int64_t>(c.entries.size());
}

// B2, B3: the first field that breaks a rule, or nothing.
std::string broken_field(const Case& c, const BriefMade& made) {
  if (made.intent.absent()) return "B2: the intent is missing";
  if (made.steps_state == StepsState::unknown) return "B2: the attempted steps are unknown";
  if (made.steps_state == StepsState::listed && made.steps.empty()) return "B2: the attempted steps are announced but missing";
  if (made.status.absent()) return "B2: the status is missing";
  if (made.intent_source < 0 || made.intent_source > static_cast<std::int64_t>(c.entries.size())) return "B3: the intent names no message";
  for (const auto& detail : made.details)
    if (!source_exists(c, detail)) return "B3: a detail names no message and no source";
  for (const auto& step : made.steps)
    if (!source_exists(c, step)) return "B3: a step names no message and no source";
  for (const auto& item : made.evidence)
    if (!source_exists(c, item)) return "B3: a piece of evidence names no message and no source";
  return {};
}

std::vector<BriefItem> stored(const std::vector<BriefItemMade>& items) {
  std::vector<BriefItem> result;
  for (const auto& item : items) result.push_back({item.label.ref, item.value.ref, item.source, item.source_name});
  return result;
}

// I4: the specialist is told that something is missing.
std::int64_t withheld_items(const Case& c) {
  std::int64_t count = 0;
  for (const auto& entry : c.entries)
    for (const auto& attachment : entry.attachments) count += attachment.withheld ? 1 : 0;
  return count;
}

// Whoever made it: what the customer answers (J1), what changed since a brief that somebody has read (B4).
void complete(const Turn& turn, const Case& c, Brief& brief) {
  brief.language = turn.policy().team_language(c.handoff.lane, c.lane);
  if (!c.context.message.empty()) {
    brief.context = c.context.text;
    if (!brief.context) brief.context_words = "a message of another system";
  }
  brief.since = c.shown.number;
  brief.changes = changes_between(c.shown, brief);
}

Brief brief_of(const Turn& turn, const Case& c, const BriefMade& made) {
  Brief brief;
  brief.number = c.brief.number + 1;
  brief.made_by = made.plugin;
  brief.made_by_version = made.plugin_version;
  brief.revision = made.revision;
  brief.made_at = turn.now();
  brief.steps_state = made.steps_state;
  brief.intent = made.intent.ref;
  brief.intent_source = made.intent_source;
  brief.segment = made.segment.empty() ? turn.state().segment : made.segment;
  brief.status = std::string(word(c.status));
  brief.trigger = trigger_of(c);
  brief.status_text = made.status.ref;
  brief.reason = made.reason.ref;
  brief.next_action = made.next_action.ref;
  brief.decision_needed = made.decision_needed.ref;
  brief.details = stored(made.details);
  brief.steps = stored(made.steps);
  brief.evidence = stored(made.evidence);
  brief.withheld = std::max(made.withheld, withheld_items(c));
  complete(turn, c, brief);
  return brief;
}

// What was said and did not reach the customer was not attempted (B3).
bool is_step(const CustomerState& state, const Entry& entry) {
  const auto* send = find(state.sends, entry.message);
  if (send != nullptr && (send->state == SendState::failed || send->state == SendState::refused)) return false;
  return (entry.what == Entry::What::agent || entry.what == Entry::What::bot || entry.what == Entry::What::answer) && entry.text;
}

void add_intent(Brief& brief, const Case& c) {
  brief.intent_words = "no words that are still there";  // B2: whoever deletes everything is still offered to somebody
  for (const auto& entry : c.entries) {
    if (entry.what != Entry::What::customer || entry.deleted) continue;
    if (brief.intent_source == 0) {
      brief.intent_source = entry.number;
      brief.intent_words = std::string(word(entry.kind)) + " without words";
    }
    if (!entry.text || entry.acknowledgement) continue;
    brief.intent = entry.text;
    brief.intent_source = entry.number;
    brief.intent_words.clear();
    return;
  }
}

}  // namespace

void make_minimal_brief(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  Brief brief;
  brief.number = c.brief.number + 1;
  brief.made_by = "host";
  brief.revision = c.revision;
  brief.made_at = turn.now();
  brief.segment = turn.state().segment;
  brief.status = std::string(word(c.status));
  brief.trigger = trigger_of(c);
  brief.reason = c.handoff.reason_text;
  brief.decision_needed = c.handoff.question;
  brief.withheld = withheld_items(c);
  add_intent(brief, c);
  for (const auto& entry : c.entries) {
    if (is_step(turn.state(), entry)) brief.steps.push_back({{}, entry.text, entry.number, {}});
    for (const auto& attachment : entry.attachments)
      if (!attachment.withheld) brief.evidence.push_back({{}, attachment.file_name, entry.number, {}});
  }
  if (brief.steps.size() > kMinimalStepsMax)
    brief.steps.erase(brief.steps.begin(), brief.steps.end() - static_cast<std::ptrdiff_t>(kMinimalStepsMax));
  brief.steps_state = brief.steps.empty() ? StepsState::none : StepsState::listed;
  complete(turn, c, brief);
  turn.emit(BriefReady{id, 0, std::move(brief)}, "B2");
}

void wait_no_more_for_brief(Turn& turn, const CaseId& id, std::string_view why) {
  const auto& c = turn.state().cases.at(id);
  if (!c.handoff.fallback_ready) return make_minimal_brief(turn, id);
  turn.emit(BriefStands{id, c.brief.number, std::string(why)}, "B2");
}

namespace {

// The case whose open question this answers; nothing where nobody waits for it any more.
const Case* asked_case(const Turn& turn, const CaseId& id, std::uint64_t ask) {
  const auto* c = find(turn.state().cases, id);
  const bool open = c != nullptr && ask != 0 && (c->handoff.brief_ask == ask || c->handoff.fallback_ask == ask);
  return open ? c : nullptr;
}

void refuse_brief(Turn& turn, const Case& c, std::uint64_t ask, const std::string& plugin, std::string why) {
  const auto id = c.id;
  turn.emit(BriefRefused{id, ask, plugin, std::move(why), c.handoff.fallback_ask == ask}, "B2");
  const auto& handoff = turn.state().cases.at(id).handoff;
  const bool may_come = handoff.brief_ask != 0 || handoff.fallback_ask != 0;
  if (handoff.brief_waits && !may_come) wait_no_more_for_brief(turn, id, "the summarizer gave none");
}

}  // namespace

void decide_on(Turn& turn, const BriefMade& input) {
  const auto* c = asked_case(turn, input.case_id, input.ask);
  if (c == nullptr) return;
  auto broke = broken_field(*c, input);
  if (broke.empty()) turn.emit(BriefReady{input.case_id, input.ask, brief_of(turn, *c, input)}, "B1");
  else refuse_brief(turn, *c, input.ask, input.plugin, std::move(broke));
  route_items(turn, input.case_id);
}

void decide_on(Turn& turn, const BriefFailed& input) {
  const auto* c = asked_case(turn, input.case_id, input.ask);
  if (c == nullptr) return;
  refuse_brief(turn, *c, input.ask, input.plugin, input.why);
  route_items(turn, input.case_id);
}

// B5: one click, changed by another click of the same person.
void decide_on(Turn& turn, const BriefJudged& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const auto number = input.brief == 0 ? c->brief.number : input.brief;
  const auto refuse = [&](Refusal::Kind kind, std::string what, std::string mend) {
    turn.refuse({kind, std::move(what), std::move(mend), {}, 0});
  };
  if (c->brief.number == 0)
    return refuse(Refusal::Kind::not_found, "the case has no brief yet",
                  "a brief is made when it is handed over or offered");
  if (number < 1 || number > c->brief.number)
    return refuse(Refusal::Kind::not_found, "no brief " + std::to_string(number) + " of case " + c->id.value,
                  "its latest is " + std::to_string(c->brief.number));
  if (input.mark != "useful" && input.mark != "wrong" && input.mark != "missing")
    return refuse(Refusal::Kind::invalid, "mark " + input.mark + " is none of useful, wrong, missing",
                  "say one of them");
  const auto made_by = number == c->brief.number ? c->brief.made_by
                       : number == c->shown.number ? c->shown.made_by : std::string{};
  turn.emit(BriefMarked{c->id, number, input.mark, input.by, made_by, input.text.ref}, "B5");
}

void note_asked_again(Turn& turn, const CaseId& id, const std::vector<std::int64_t>& details, const std::string& by) {
  const auto brief = turn.state().cases.at(id).brief;
  for (const auto detail : details)
    if (detail >= 1 && detail <= static_cast<std::int64_t>(brief.details.size()))
      turn.emit(DetailAskedAgain{id, brief.number, detail, by}, "B5");
}

}  // namespace baton::core
