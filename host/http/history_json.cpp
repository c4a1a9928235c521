// SPDX-License-Identifier: MIT
#include "host/http/history_json.h"

#include "host/core/find.h"
#include "host/http/case_json.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr int kPage = 500;

std::string text_of(const json& fact, const char* name) {
  const auto found = fact.find(name);
  return found != fact.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string case_of_message(const core::CustomerState& state, const std::string& message) {
  const auto send = state.sends.find(core::MessageId{message});
  if (send != state.sends.end()) return send->second.case_id.value;
  const auto draft = state.drafts.find(core::MessageId{message});
  if (draft != state.drafts.end()) return draft->second.case_id.value;
  for (const auto& [id, c] : state.cases)
    for (const auto& entry : c.entries)
      if (entry.message.value == message) return id.value;
  return {};
}

bool explains(const std::string& name) {
  static const std::set<std::string> kNames = {"CaseOpened", "ThreadJoined", "HandoffDecided", "OwnershipSettled", "OwnerChanged", "StatusChanged", "LaneChanged",
                                               "BriefReady", "BriefRefused", "BriefStands", "CandidatesGiven", "OfferMade", "OfferEnded", "ItemTaken", "GateDecided", "WindowCorrected",
                                               "WindowAtRisk", "WindowClosed", "PlanMade", "PlanMissing", "StrikeCounted", "BotMuted", "BotGaveUp", "ConsentChanged",
                                               "ReachabilityChanged", "CaseReopened", "CaseResolved",
                                               "TemplateFailed", "SendEnded", "HandsJoined", "PlanPostponed",
                                               "PromiseMade", "PromiseEnded", "DueSettled", "UpdateOverdue",
                                               "ItemWaits", "ItemWaitEnded", "ItemAged", "ModelChanged", "DeskHeld",
                                               "AnswersWeighed", "GlassBroken", "ReplyDrafted", "RequestMade",
                                               "RequestAnswered", "RequestEnded", "RequestStale", "EvidenceTied",
                                               "HandParted", "CasesMerged", "MergeUndone", "CaseSplit",
                                               "CasesLinked", "LinkUndone", "Triaged", "SegmentChanged",
                                               "AtRiskChanged", "BehaviourSeen", "LanguageChanged",
                                               "LabelsSettled", "SecurePathOffered", "SecurePathEnded", "OtherWayNamed",
                                               "AttachmentMissed", "QuarantineKept", "QuarantineLooked",
                                               "MediaForgotten", "ContentForgotten", "Erased", "RuleHeld",
                                               "IntakeAsked", "ContextTaken", "BriefMarked", "DetailAskedAgain",
                                               "CallRecorded", "CallPermissionAsked", "CallPermissionChanged"};
  return kNames.contains(name);
}

// The words a signal points at, from the message they stand in; "erased" when they are gone.
void add_signal_words(const engine::CustomerView& customer, json& fact) {
  if (!fact.contains("signals")) return;
  for (auto& signal : fact["signals"]) {
    const auto message = text_of(signal, "message");
    const auto length = signal.value("length", std::int64_t{0});
    if (message.empty() || length == 0) continue;
    for (const auto& [id, c] : customer.state().cases) {
      for (const auto& entry : c.entries) {
        if (entry.message.value != message) continue;
        const auto text = customer.text(entry.text);
        const auto begin = static_cast<std::size_t>(signal.value("begin", std::int64_t{0}));
        signal["text"] = begin < text.size() ? text.substr(begin, static_cast<std::size_t>(length)) : "erased";
      }
    }
  }
}

json parsed(const ledger::StoredFact& row) {
  auto fact = json::parse(row.json, nullptr, false);
  return fact.is_discarded() ? json::object() : fact;
}

}  // namespace

std::vector<ledger::StoredFact> whole_history(ledger::Histories& ledger, const std::string& stream) {
  std::vector<ledger::StoredFact> all;
  while (true) {
    auto page = ledger.history(stream, all.empty() ? 0 : all.back().sequence, kPage);
    if (page.empty()) return all;
    std::move(page.begin(), page.end(), std::back_inserter(all));
  }
}

bool about_case(const core::CustomerState& state, const core::Case& c, const json& fact) {
  if (const auto id = text_of(fact, "case_id"); !id.empty()) return id == c.id.value;
  if (const auto hand = text_of(fact, "hand"); !hand.empty()) return hand == c.hand.value;
  if (const auto thread = text_of(fact, "thread"); !thread.empty()) return core::on_thread(c, core::ThreadId{thread});
  if (const auto message = text_of(fact, "message"); !message.empty()) return case_of_message(state, message) == c.id.value;
  return true;
}

json event_json(const ledger::StoredFact& row, json fact) {
  return {{"sequence", row.sequence}, {"position", row.position}, {"at", time_json(row.at)}, {"actor", row.actor}, {"cause", row.cause}, {"rule", row.rule},
          {"event", row.name}, {"version", row.version}, {"data", std::move(fact)}};
}

json shown_fact(const engine::CustomerView& customer, const std::string& name, json fact, const Reader& reader) {
  core::LaneId lane;
  if (name == "NoteAdded" || name == "ReplyDrafted") lane = {text_of(fact, "lane")};
  if (name == "AnswerGiven") {
    const auto item = customer.state().items.find(core::WorkId{text_of(fact, "item")});
    if (item != customer.state().items.end()) lane = item->second.lane;
  }
  if (lane.empty() || reader.may_read(customer.policy(), lane)) return fact;
  for (const char* said : {"text", "verdict", "contradicts"}) fact.erase(said);
  fact["withheld"] = withheld_json(lane);
  return fact;
}

json explain_json(const engine::CustomerView& customer, const core::Case& c,
                  const std::vector<ledger::StoredFact>& history, const Reader& reader) {
  json decisions = json::array();
  for (const auto& row : history) {
    if (!explains(row.name)) continue;
    auto fact = parsed(row);
    if (!about_case(customer.state(), c, fact)) continue;
    add_signal_words(customer, fact);
    fact.erase("brief");  // the brief itself stands beside; here only that it was ready
    decisions.push_back(event_json(row, shown_fact(customer, row.name, std::move(fact), reader)));
  }
  auto now = case_json(customer, c, reader);
  return {{"case", c.id.value}, {"owner", now["owner"]}, {"owner_epoch", now["owner_epoch"]}, {"status", now["status"]}, {"lane", now["lane"]},
          {"model", now["model"]}, {"next_action", now["next_action"]}, {"next_update_due", now["next_update_due"]}, {"windows", now["windows"]},
          {"policy", customer.policy().hash}, {"decisions", std::move(decisions)}};
}

}  // namespace baton::http
