// SPDX-License-Identifier: MIT
#include "host/http/case_json.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <sstream>

#include "host/core/answers.h"
#include "host/core/brief_text.h"
#include "host/core/find.h"
#include "host/core/keeping.h"
#include "host/core/next_step.h"
#include "host/core/update_due.h"
#include "host/core/window.h"
#include "host/engine/views.h"

namespace baton::http {
namespace {

using nlohmann::json;

json window_json(const engine::CustomerView& customer, const core::Thread& thread, const core::LaneId& lane) {
  const auto closes = core::closes_at(thread, customer.policy());
  const bool open = core::window_open(thread, customer.policy(), customer.now());
  const auto risk = core::at_risk_at(thread, customer.policy(), lane);
  const char* state = !open ? "closed" : (thread.window_ms != 0 && risk && customer.now() >= risk) ? "at_risk" : "open";
  return {{"thread", thread.id.value}, {"connector", thread.connector.value}, {"account", thread.account}, {"channel", thread.channel},
          {"state", state}, {"ends", time_json(thread.window_ends)}, {"closes", time_json(closes)}, {"opted_out", thread.opted_out},
          {"unreachable", thread.unreachable}, {"language", thread.language},
          {"calls_allowed", thread.calls.allowed && (!thread.calls.until || customer.now() < thread.calls.until)},
          {"calls_until", time_json(thread.calls.until)}};
}

json items_json(const engine::CustomerView& customer, const std::vector<core::BriefItem>& items) {
  json list = json::array();
  for (const auto& item : items) {
    json entry = {{"value", customer.text(item.value)}};
    if (item.label) entry["label"] = customer.text(item.label);
    if (item.source != 0) entry["source"] = item.source;
    else entry["source"] = item.source_name;
    list.push_back(std::move(entry));
  }
  return list;
}

json attachments_json(const engine::CustomerView& customer, const core::Entry& entry) {
  json list = json::array();
  for (const auto& a : entry.attachments) {
    json attachment = {{"kind", core::word(a.kind)}, {"media_type", a.media_type}, {"size", a.size_bytes}};
    if (a.file_name) attachment["file_name"] = customer.text(a.file_name);
    if (!a.blob.empty() && !a.withheld) attachment["blob"] = a.blob;
    if (!a.sha256.empty() && !a.withheld) attachment["sha256"] = a.sha256;
    if (!a.lost.empty()) attachment["lost"] = a.lost;
    attachment["state"] = a.withheld ? "withheld" : !a.blob.empty() ? "stored" : a.lost.empty() ? "pending" : "lost";
    list.push_back(std::move(attachment));
  }
  return list;
}

json send_json(const core::Send& send) {
  json result = {{"state", core::word(send.state)}, {"decision", core::word(send.decision)}, {"reason", send.why}, {"attempts", send.attempts},
                 {"purpose", core::word(send.purpose)}};
  if (send.state == core::SendState::held) result["hold"] = core::word(send.hold);
  if (send.hold_until) result["until"] = time_json(send.hold_until);
  if (!send.code.empty()) result["code"] = send.code;
  if (!send.template_use.name.empty()) result["template"] = send.template_use.name;
  if (send.withheld_until) result["withheld_until"] = time_json(send.withheld_until);
  return result;
}

json drafts_json(const engine::CustomerView& customer, const core::CaseId& id) {
  json list = json::array();
  for (const auto& [message, draft] : customer.state().drafts)
    if (draft.case_id == id)
      list.push_back({{"message_id", message.value},
                      {"author", draft.author},
                      {"text", engine::draft_text(customer, draft)},
                      {"why", draft.why},
                      {"at", time_json(draft.at)}});
  return list;
}

// G12: when the customer hears next, by which clock, and whether that is past.
json update_json(const engine::CustomerView& customer, const core::Case& c) {
  const auto due = core::update_due(customer.state(), c, customer.policy());
  if (!due.at) return nullptr;
  return {{"due", time_json(due.at)}, {"clock", core::word(due.clock)}, {"overdue", due.at < customer.now()}};
}

json promise_json(const engine::CustomerView& customer, const core::Case& c) {
  if (!c.promise.open) return nullptr;
  return {{"due", time_json(c.promise.due)},
          {"by", c.promise.by},
          {"text", c.promise.text ? json(customer.text(c.promise.text)) : json(nullptr)}};
}

json proposal_json(const engine::CustomerView& customer, const core::Case& c) {
  const auto& proposed = c.proposed;
  if (!proposed.due) return nullptr;
  const auto send = customer.state().sends.find(proposed.message);
  const auto said = send == customer.state().sends.end() ? std::string{} : customer.text(send->second.text);
  const auto begin = std::min(said.size(), static_cast<std::size_t>(proposed.begin));
  return {{"due", time_json(proposed.due)},
          {"message_id", proposed.message.value},
          {"words", said.substr(begin, static_cast<std::size_t>(proposed.length))}};
}

// C2: the office owns; the rota says whose turn it is. O7: for whom it is held.
json on_duty_json(const engine::CustomerView& customer, const core::Hand& hand) {
  const auto* office = std::get_if<core::LeadOwner>(&hand.owner);
  if (office == nullptr) return nullptr;
  const auto leads = customer.policy().leads_at(office->lane, customer.now());
  return leads.empty() ? json(nullptr) : json("agent:" + leads.front().value);
}

json sla_json(const engine::CustomerView& customer, const core::Case& c) {
  return {{"resolution_due", time_json(core::resolution_due(customer.state(), c, customer.policy()))},
          {"paused_since", time_json(c.paused_since)}};
}

json answer_json(const engine::CustomerView& customer, const core::Answer& answer, const core::LaneId& lane,
                 const Reader& reader) {
  json result = {{"id", answer.id}, {"author", "agent:" + answer.author.value}, {"text", nullptr},
                 {"final", answer.final}, {"at", time_json(answer.at)}, {"overruled", answer.overruled}};
  if (!reader.may_read(customer.policy(), lane)) {
    result["withheld"] = withheld_json(lane);
    return result;
  }
  result["text"] = customer.text(answer.text);
  if (!answer.verdict.empty()) result["verdict"] = answer.verdict;
  if (!answer.contradicts.empty()) result["contradicts"] = answer.contradicts;
  return result;
}

// O4: what came back from all lanes, in the order it came: what a reply can cite.
json answers_json(const engine::CustomerView& customer, const core::CaseId& id, const Reader& reader) {
  json list = json::array();
  for (const auto& given : core::answers_of(customer.state(), id)) {
    auto answer = answer_json(customer, *given.answer, given.item->lane, reader);
    answer["work"] = given.item->id.value;
    answer["lane"] = given.item->lane.value;
    list.push_back(std::move(answer));
  }
  return list;
}

// J4: among ourselves: who may decide, about how much, and who did.
void add_approval(const engine::CustomerView& customer, const core::Request& request, json& line) {
  line["about"] = request.about;
  line["amount"] = static_cast<double>(request.amount) / 100.0;
  line["to"] = request.agent.empty() ? "lane:" + request.lane.value : "agent:" + request.agent.value;
  line["approved"] = request.chosen < 0 ? json(nullptr) : json(request.chosen == 0);
  line["decided_by"] = request.decided_by.empty() ? json(nullptr) : json(request.decided_by);
  line["reason"] = request.reason ? json(customer.text(request.reason)) : json(nullptr);
}

// B5: what those who read the briefs said of them.
json marks_json(const engine::CustomerView& customer, const core::Case& c) {
  json list = json::array();
  for (const auto& mark : c.marks)
    list.push_back({{"brief", mark.brief}, {"mark", mark.mark}, {"by", mark.by},
                    {"text", mark.text ? json(customer.text(mark.text)) : json(nullptr)}});
  return list;
}

// B4: since the brief that was shown before.
json changes_json(const engine::CustomerView& customer, const core::Brief& brief) {
  json list = json::array();
  for (const auto& change : brief.changes) {
    json line = {{"what", change.what}};
    if (!change.is.empty() || !change.was.empty()) {
      line["was"] = change.was;
      line["is"] = change.is;
    }
    if (change.label) line["label"] = customer.text(change.label);
    if (change.text) line["text"] = customer.text(change.text);
    list.push_back(std::move(line));
  }
  return list;
}

// J1: what the customer said of intent, ids and urgency, and what they were asked for.
json intake_json(const core::Case& c) {
  return {{"known", c.intake.known}, {"asked", c.intake.missing},
          {"asked_at", c.intake.missing.empty() ? json(nullptr) : time_json(c.intake.asked)}};
}

json context_json(const engine::CustomerView& customer, const core::Case& c) {
  const auto& context = c.context;
  if (context.message.empty()) return nullptr;
  return {{"message_id", context.message.value},
          {"text", context.text ? json(customer.text(context.text)) : json(nullptr)},
          {"payload", context.payload ? json(customer.text(context.payload)) : json(nullptr)},
          {"said", time_json(context.said)}};
}

json brief_context_json(const engine::CustomerView& customer, const core::Brief& brief) {
  if (brief.context) return customer.text(brief.context);
  return brief.context_words.empty() ? json(nullptr) : json(brief.context_words);
}

json secure_path_json(const core::Case& c) {
  const auto& path = c.secure_path;
  if (path.message.empty()) return nullptr;
  return {{"purpose", path.purpose},
          {"expires", time_json(path.expires)},
          {"result", path.result.empty() ? json(nullptr) : json(path.result)},
          {"level", path.level}};
}

// J6
json closure_json(const engine::CustomerView& customer, const core::Case& c) {
  const auto& closure = c.closure;
  if (!closure.changed) return nullptr;
  return {{"wrong", customer.text(closure.wrong)}, {"changed", customer.text(closure.changed)},
          {"next", customer.text(closure.next)}};
}

// J2, J4: what the customer was asked, and what came back.
json requests_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader) {
  json list = json::array();
  for (const auto& request : c.requests) {
    json options = json::array();
    for (const auto& option : request.options) options.push_back(customer.text(option));
    json evidence = json::array();
    for (const auto& message : request.evidence) evidence.push_back(message.value);
    const bool answered = request.chosen >= 0 && static_cast<std::size_t>(request.chosen) < request.options.size();
    json line = {{"number", request.number}, {"kind", core::word(request.kind)}, {"by", request.by},
                 {"question", customer.text(request.question)}, {"state", request.open() ? "open" : request.ended},
                 {"asked", time_json(request.asked)}, {"expires", time_json(request.expires)}};
    line["chosen"] = answered ? options[static_cast<std::size_t>(request.chosen)] : json(nullptr);
    line["work"] = request.work.empty() ? json(nullptr) : json(request.work.value);
    line["options"] = std::move(options);
    if (request.kind == core::RequestKind::internal) add_approval(customer, request, line);
    if (!reader.may_read(customer.policy(), request.lane)) {  // R3
      line["question"] = line["reason"] = nullptr;
      line["withheld"] = withheld_json(request.lane);
    }
    line["evidence"] = std::move(evidence);
    list.push_back(std::move(line));
  }
  return list;
}

// I4: how many items are withheld, and how many of them can be looked at. Null: none.
json withheld_items_json(const engine::CustomerView& customer, const core::Case& c) {
  const auto items = quarantine_json(customer, c);
  if (items.empty()) return nullptr;
  const auto kept = std::count_if(items.begin(), items.end(), [](const json& item) { return item["state"] == "kept"; });
  return {{"items", items.size()}, {"kept", kept}};
}

json conflicts_json(const engine::CustomerView& customer, const core::CaseId& id) {
  json list = json::array();
  for (const auto& conflict : core::conflicts_of(customer.state(), id)) {
    const auto higher = core::higher_authority(customer.policy(), conflict);
    list.push_back({{"answers", {conflict.one.answer->id, conflict.other.answer->id}},
                    {"decides", higher.empty() ? core::deciding_office(customer.policy()).value : higher.value}});
  }
  return list;
}

// "ana ben" -> ["agent:ana", "agent:ben"]
json agents_json(const std::string& names) {
  json agents = json::array();
  std::istringstream words(names);
  for (std::string name; words >> name;) agents.push_back("agent:" + name);
  return agents;
}

}  // namespace

json time_json(core::Instant at) {
  if (!at) return nullptr;
  const std::time_t seconds = static_cast<std::time_t>(at.ms / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 40> text{};
  const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::string result(text.data(), size);
  const auto millis = at.ms % 1000;
  if (millis != 0) result += "." + std::to_string(1000 + millis).substr(1);
  return result + "Z";
}

json work_json(const engine::CustomerView& customer, const core::Item& item, const Reader& reader) {
  json answers = json::array();
  for (const auto& answer : item.answers)
    answers.push_back(answer_json(customer, answer, item.lane, reader));
  json result = {{"id", item.id.value}, {"takeover", item.takeover}, {"case", item.case_id.value}, {"kind",
      core::word(item.kind)}, {"lane", item.lane.value}, {"state", core::word(item.state)},
                 {"work_type", item.work_type}, {"opened", time_json(item.opened)}, {"answers", std::move(answers)}};
  result["owner"] = item.owner.empty() ? json(nullptr) : json("agent:" + item.owner.value);
  result["question"] = item.question ? json(customer.text(item.question)) : json(nullptr);
  result["offered_to"] = item.offered_to.empty() ? json(nullptr) : json("agent:" + item.offered_to.value);
  json beside = json::array();
  for (const auto& agent : item.also_offered) beside.push_back("agent:" + agent.value);
  result["also_offered"] = std::move(beside);
  result["offered_until"] = time_json(item.offered_until);
  result["overtaken"] = item.overtaken;  // R6, when it was offered last
  result["expected"] = time_json(item.estimate);  // H7, as its owner said
  const bool waits = item.waits_for != core::WaitsFor::nobody;
  result["waits_for"] = waits ? json(core::word(item.waits_for)) : json(nullptr);
  result["next_check"] = time_json(item.next_check);
  result["aged_percent"] = item.aged;  // G7: 50 colours, 75 alerts the owner, 100 the lead
  result["goal_due"] = time_json(core::ages_at(customer.state(), item, customer.policy(), 100));
  return result;
}

json work_row_json(const ledger::WorkRow& row, std::int64_t overtaken) {
  json result = {{"id", row.item}, {"case", row.case_id}, {"kind", row.kind}, {"lane", row.lane}, {"state", row.state}, {"opened", time_json(row.opened)}};
  result["owner"] = row.owner.empty() ? json(nullptr) : json("agent:" + row.owner);
  result["offered_to"] = row.offered_to.empty() ? json(nullptr) : json("agent:" + row.offered_to);
  result["also_offered"] = agents_json(row.also_offered);
  result["priority"] = core::word(static_cast<core::Priority>(row.priority));
  result["work_type"] = row.work_type;
  result["language"] = row.language.empty() ? json(nullptr) : json(row.language);  // R5: null: any will do
  result["due"] = time_json(row.deadline);
  result["overtaken"] = overtaken;  // R6
  return result;
}

json brief_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader) {
  if (c.brief.number == 0) return nullptr;
  const auto [brief, closed] = readable(customer.policy(), c, reader);
  json lanes = json::array();
  for (const auto& lane : closed) lanes.push_back(withheld_json(lane));
  const auto words = [&](const core::ContentRef& ref) { return customer.text(ref); };
  const auto text_or_null = [&](const core::ContentRef& ref) { return ref ? json(words(ref)) : json(nullptr); };
  json steps = brief.steps_state == core::StepsState::unknown ? json("unknown") : brief.steps_state == core::StepsState::none ? json("none attempted") : items_json(customer, brief.steps);
  return {{"number", brief.number},
          {"made_by", brief.made_by},
          {"minimal", brief.minimal()},
          {"complete", brief.complete()},
          {"made_at", time_json(brief.made_at)},
          {"intent", brief.intent ? json(words(brief.intent)) : json(brief.intent_words)},
          {"intent_source", brief.intent_source},
          {"segment", brief.segment},
          {"status", brief.status},
          {"status_text", text_or_null(brief.status_text)},
          {"escalated_by", brief.trigger},
          {"reason", text_or_null(brief.reason)},
          {"next_action", text_or_null(brief.next_action)},
          {"decision_needed", text_or_null(brief.decision_needed)},
          {"details", items_json(customer, brief.details)},
          {"attempted_steps", std::move(steps)},
          {"evidence", items_json(customer, brief.evidence)},
          {"withheld", brief.withheld},
          {"withheld_parts", std::move(lanes)},
          {"context", brief_context_json(customer, brief)},
          {"since", brief.since},
          {"changes", changes_json(customer, brief)},
          {"language", brief.language},
          {"marks", marks_json(customer, c)},
          {"asked_again", c.asked_again},
          {"text", core::brief_text(brief, words)}};
}

json customer_json(const engine::CustomerView& customer) {
  const auto& state = customer.state();
  return {{"id", state.id.value},
          {"name", customer.text(state.name)},
          {"segment", state.segment},
          {"at_risk", state.at_risk},
          {"erased", time_json(state.erased)}};
}

// I4: what may show data that does not belong in a chat. The bytes are behind an address of their own.
json quarantine_json(const engine::CustomerView& customer, const core::Case& c) {
  json items = json::array();
  for (const auto& entry : c.entries) {
    for (std::size_t i = 0; i < entry.attachments.size(); ++i) {
      const auto& a = entry.attachments[i];
      if (!a.withheld) continue;
      const auto& media = customer.state().media;
      const auto kept = std::find_if(media.begin(), media.end(), [&](const core::KeptMedia& one) {
        return one.message == entry.message && one.index == static_cast<std::int64_t>(i);
      });
      json item = {{"id", entry.message.value + "-" + std::to_string(i)}, {"message_id", entry.message.value},
                   {"kind", core::word(a.kind)}, {"media_type", a.media_type}, {"size", a.size_bytes}};
      item["state"] = kept != media.end() ? "kept" : a.lost.empty() ? "pending" : "not_kept";
      item["kept_until"] = kept == media.end() ? json(nullptr) : time_json(core::media_ends(*kept, customer.policy()));
      item["why"] = a.lost.empty() ? json(nullptr) : json(a.lost);
      items.push_back(std::move(item));
    }
  }
  return items;
}

json case_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader) {
  const auto& state = customer.state();
  const auto& hand = state.hands.at(c.hand);
  const auto next = core::next_action(state, c, customer.policy());
  json windows = json::array();
  for (const auto& id : c.threads) windows.push_back(window_json(customer, state.threads.at(id), c.lane));
  json work = json::array();
  for (const auto& [id, item] : state.items)
    if (item.case_id == c.id) work.push_back(work_json(customer, item, reader));
  json plan = nullptr;
  if (c.plan.open) plan = {{"kind", core::word(c.plan.kind)}, {"at", time_json(c.plan.at)}, {"purpose", c.plan.purpose}, {"by", c.plan.by}};
  json links = json::array();
  if (!c.follows.empty()) links.push_back({{"kind", "follows"}, {"case", c.follows.value}});
  if (!c.merged_into.empty()) links.push_back({{"kind", "merged_into"}, {"case", c.merged_into.value}});
  for (const auto& act : c.acts) {
    if (act.undone) continue;
    const auto kind = act.what == core::CaseAct::What::link ? act.kind : std::string(core::word(act.what));
    links.push_back({{"kind", kind}, {"case", act.other.value}, {"act", act.number}, {"by", act.by}, {"claimed",
        act.claimed}});
  }
  return {{"id", c.id.value},
          {"customer", customer_json(customer)},
          {"owner", core::to_string(hand.owner)},
          {"owner_epoch", hand.epoch},
          {"on_duty", on_duty_json(customer, hand)},
          {"covered_for", hand.cover_for.empty() ? json(nullptr) : json("agent:" + hand.cover_for.value)},
          {"hand", hand.id.value},
          {"status", core::word(c.status)},
          {"solve_pending", c.solve_pending},
          {"provisional", !c.provisional_on.empty()},
          {"lane", c.lane.value},
          {"work_type", c.work_type},
          {"priority", core::word(c.priority)},
          {"model", c.model},
          {"model_why", c.handoff.chosen_why},
          {"desk_member", hand.holder.empty() ? json(nullptr) : json("agent:" + hand.holder.value)},
          {"triage",
           {{"lane", c.triage.lane.value},
            {"rule", c.triage.rule},
            {"intent", c.triage.intent},
            {"tone", c.triage.tone},
            {"threat", c.triage.threat}}},
          {"secure_path", secure_path_json(c)},
          {"opened", time_json(c.opened)},
          {"resolved_at", time_json(c.resolved_at ? c.resolved_at : c.last_resolved)},
          {"windows", std::move(windows)},
          {"next_action", {{"verb", next.verb}, {"party", next.party}, {"due", time_json(next.due)}}},
          {"next_update_due", time_json(core::next_update_due(state, c, customer.policy()))},
          {"next_update", update_json(customer, c)},
          {"promise", promise_json(customer, c)},
          {"promise_proposed", proposal_json(customer, c)},
          {"sla", sla_json(customer, c)},
          {"plan", std::move(plan)},
          {"brief", brief_json(customer, c, reader)},
          {"work", std::move(work)},
          {"answers", answers_json(customer, c.id, reader)},
          {"conflicts", conflicts_json(customer, c.id)},
          {"requests", requests_json(customer, c, reader)},
          {"intake", intake_json(c)},
          {"context", context_json(customer, c)},
          {"closure", closure_json(customer, c)},
          {"drafts", drafts_json(customer, c.id)},
          {"links", std::move(links)},
          {"quarantine", withheld_items_json(customer, c)},
          {"words_deleted", time_json(c.forgotten)},
          {"revision", c.revision}};
}

json case_row_json(const ledger::CaseRow& row) {
  const auto priority = core::word(static_cast<core::Priority>(row.priority));
  return {{"id", row.case_id}, {"status", row.status}, {"owner", row.owner}, {"lane", row.lane}, {"channel", row.channel}, {"segment", row.segment},
          {"priority", priority}, {"opened", time_json(row.opened)}, {"next_update_due", time_json(row.next_update_due)}};
}

json messages_json(const engine::CustomerView& customer, const core::Case& c, const Reader& reader) {
  json list = json::array();
  for (const auto& entry : c.entries) {
    json line = {{"number", entry.number}, {"from", core::word(entry.what)}, {"author", entry.author}, {"at", time_json(entry.at)}, {"kind", core::word(entry.kind)},
                 {"text", customer.text(entry.text)}, {"attachments", attachments_json(customer, entry)}};
    if (!entry.message.empty()) line["message_id"] = entry.message.value;
    if (!entry.joined.empty()) line["joined_because"] = entry.joined;
    if (!entry.moved_to.empty()) line["moved_to"] = entry.moved_to.value;
    if (entry.late) line["late"] = true;
    if (entry.edited) line["edited"] = true;
    if (entry.deleted) line["deleted"] = true;
    if (entry.acknowledgement) line["acknowledgement"] = true;
    const auto send = customer.state().sends.find(entry.message);
    if (send != customer.state().sends.end()) {
      line["text"] = engine::send_text(customer, send->second);
      line["send"] = send_json(send->second);
    } else if (!entry.canned.empty()) {
      line["text"] = entry.canned;
    }
    if (!reader.may_read(customer.policy(), entry.lane)) {
      line["text"] = nullptr;
      line["withheld"] = withheld_json(entry.lane);
    }
    list.push_back(std::move(line));
  }
  return list;
}

}  // namespace baton::http
