// SPDX-License-Identifier: MIT
#include "host/engine/views.h"

#include "host/core/find.h"
#include "host/core/next_step.h"
#include "host/core/quiet.h"
#include "host/core/window.h"
#include "host/engine/secure_token.h"
#include "host/policy/when_words.h"

namespace baton::engine {
namespace {

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Templates take no line breaks, tabs or runs of spaces in their values (WhatsApp refuses the send).
std::string one_line(std::string text) {
  for (auto& c : text)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  for (auto at = text.find("  "); at != std::string::npos; at = text.find("  ", at)) text.erase(at, 1);
  return text.empty() ? "-" : text;
}

std::vector<plugin::IdentityView> recipients(const CustomerView& customer) {
  std::vector<plugin::IdentityView> result;
  for (const auto wanted : {core::AddressKind::phone, core::AddressKind::user_id, core::AddressKind::parent_id, core::AddressKind::email}) {
    for (const auto& address : customer.state().addresses) {
      if (address.kind != wanted) continue;
      auto value = customer.text(address.value);
      if (!value.empty()) result.push_back({address.kind, std::move(value)});
    }
  }
  return result;
}

std::vector<plugin::AttachmentView> attachments(const CustomerView& customer, const core::Entry& entry) {
  std::vector<plugin::AttachmentView> result;
  for (const auto& a : entry.attachments)
    if (!a.withheld) result.push_back({a.kind, a.blob, customer.text(a.remote_id), a.media_type, customer.text(a.file_name), a.sha256, static_cast<std::uint64_t>(a.size_bytes)});
  return result;
}

std::vector<plugin::WorkItemView> work_items(const CustomerView& customer, const core::CaseId& id) {
  std::vector<plugin::WorkItemView> result;
  for (const auto& [item_id, item] : customer.state().items) {
    if (item.case_id != id || item.kind != core::ItemKind::work) continue;
    plugin::WorkItemView view;
    view.id = item_id.value;
    view.lane = item.lane.value;
    view.owner = item.owner.empty() ? std::string{} : "agent:" + item.owner.value;
    view.question = customer.text(item.question);
    view.state = item.state;
    view.work_type = static_cast<std::uint32_t>(item.work_type);
    for (const auto& answer : item.answers)
      view.answers.push_back({answer.id, "agent:" + answer.author.value, customer.text(answer.text), answer.final, answer.at.ms});
    result.push_back(std::move(view));
  }
  return result;
}

std::vector<plugin::CandidateView> candidate_views(const core::Policy& policy,
                                                   const std::vector<core::Candidate>& candidates) {
  std::vector<plugin::CandidateView> result;
  for (const auto& candidate : candidates) {
    plugin::CandidateView view;
    view.agent = candidate.agent.value;
    for (const auto& lane : candidate.lanes) view.lanes.push_back(lane.value);
    const auto agent = policy.agents.find(candidate.agent);
    if (agent != policy.agents.end()) view.languages = agent->second.languages;
    view.load_milliunits = static_cast<std::uint32_t>(candidate.load_milliunits);
    view.capacity_milliunits = static_cast<std::uint32_t>(candidate.capacity_milliunits);
    view.idle_since_ms = candidate.idle_since.ms;
    result.push_back(std::move(view));
  }
  return result;
}

// J4: reply buttons where the channel has them, numbered text elsewhere.
void add_buttons(plugin::OutboundView& view, const CustomerView& customer, const core::Send& send,
    const core::ConnectorId& connector) {
  const auto rules = customer.policy().connectors.find(connector);
  const auto most = rules == customer.policy().connectors.end() ? 0 : rules->second.channel.buttons_max;
  const bool buttons = static_cast<std::int64_t>(send.buttons.size()) <= most;
  for (std::size_t i = 0; i < send.buttons.size(); ++i) {
    auto title = customer.text(send.buttons[i]);
    if (buttons) view.buttons.push_back({"baton:" + send.id.value + ":" + std::to_string(i), std::move(title)});
    else view.text += "\n" + std::to_string(i + 1) + ". " + title;
  }
}

void add_trigger(plugin::CaseView& view, const CustomerView& customer, const core::Handoff& handoff) {
  view.trigger_rule = handoff.trigger;
  view.trigger_reason = handoff.reason_text ? customer.text(handoff.reason_text) : handoff.reason;
  view.trigger_question = customer.text(handoff.question);
  view.trigger_lane = handoff.desk ? "desk" : handoff.lane.value;
  view.trigger_agent = handoff.agent.value;
  view.trigger_by = handoff.by;
}

}  // namespace

namespace {

// J1: "intake:intent,ids" -> the words of each, one after the other.
std::string details_words(const core::Policy& policy, std::string_view names, const std::string& language) {
  std::string text;
  while (!names.empty()) {
    const auto end = std::min(names.find(','), names.size());
    const auto words = canned_words(policy, "intake_" + std::string(names.substr(0, end)), language, {});
    if (!words.empty()) text += (text.empty() ? "" : "; ") + words;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return text;
}

}  // namespace

std::string canned_words(const core::Policy& policy, const std::string& asked, const std::string& language,
                         const core::LaneId& lane, const std::string& when) {
  const auto colon = asked.find(':');
  const auto key = asked.substr(0, colon);
  const auto words = policy.words.find(key);
  if (words == policy.words.end()) return {};
  auto found = words->second.find(language);
  if (found == words->second.end()) found = words->second.find(policy.default_language);
  if (found == words->second.end()) found = words->second.find("en");
  if (found == words->second.end()) return {};
  auto text = found->second;
  const auto known = policy.lanes.find(lane);
  if (colon != std::string::npos && key == "intake")
    replace_all(text, "{details}", details_words(policy, std::string_view(asked).substr(colon + 1), language));
  replace_all(text, "{link}", "[link]");  // the token is for the customer alone: outbound_view puts it in
  replace_all(text, "{lane}", known == policy.lanes.end() || known->second.title.empty() ? lane.value : known->second.title);
  replace_all(text, "{when}", when);
  return text;
}

namespace {

// What the host said in its own words, as it was said.
std::string entry_words(const CustomerView& customer, const core::Entry& entry, const std::string& language,
                        const core::LaneId& lane) {
  const auto* send = core::find(customer.state().sends, entry.message);
  return send != nullptr && send->when ? send_text(customer, *send)
                                       : canned_words(customer.policy(), entry.canned, language, lane);
}

}  // namespace

std::string send_text(const CustomerView& customer, const core::Send& send) {
  const auto thread = customer.state().threads.find(send.thread);
  const auto language = thread == customer.state().threads.end() ? customer.policy().default_language : thread->second.language;
  const auto when = send.when ? policy::when_words(core::zone_of(customer.state(), customer.policy()), send.when,
                                                   send.queued, language)
                              : std::string{};
  auto text = send.canned.empty() ? customer.text(send.text)
                                  : canned_words(customer.policy(), send.canned, language, send.lane, when);
  if (!send.suffix.empty()) text += "\n\n" + canned_words(customer.policy(), send.suffix, language, send.lane);
  return text;
}

std::string draft_text(const CustomerView& customer, const core::Draft& draft) {
  if (draft.canned.empty()) return customer.text(draft.text);
  const auto* c = core::find(customer.state().cases, draft.case_id);
  const auto* thread = c == nullptr ? nullptr : core::newest_thread(customer.state(), *c);
  return canned_words(customer.policy(), draft.canned,
                      thread == nullptr ? customer.policy().default_language : thread->language,
                      c == nullptr ? core::LaneId{} : c->lane);
}

std::optional<plugin::OutboundView> outbound_view(const CustomerView& customer, const core::MessageId& message) {
  const auto found = customer.state().sends.find(message);
  if (found == customer.state().sends.end()) return std::nullopt;
  const auto& send = found->second;
  const auto thread = customer.state().threads.find(send.thread);
  if (thread == customer.state().threads.end()) return std::nullopt;
  plugin::OutboundView view;
  view.message_id = message.value;
  view.case_id = send.case_id.value;
  view.thread_id = send.thread.value;
  view.account = thread->second.account;
  view.language = thread->second.language;
  view.window_ends_ms = thread->second.window_ends.ms;
  view.recipients = recipients(customer);
  if (send.template_use.name.empty()) {
    view.text = send_text(customer, send);
    if (send.asks_to_call) view.attributes = R"({"asks_to_call":true})";
    add_buttons(view, customer, send, thread->second.connector);
    const auto c = customer.state().cases.find(send.case_id);
    if (send.purpose == core::SendPurpose::secure_path && c != customer.state().cases.end())
      replace_all(view.text, "[link]", secure_link(customer.policy().secure_path, c->second.secure_path));
    return view;
  }
  view.template_name = send.template_use.name;
  view.template_language = send.template_use.language;
  for (const auto& value : send.template_use.values) {
    auto text = value.text ? customer.text(value.text) : value.word;
    view.parameters.push_back({send.template_use.named ? value.name : std::string{}, one_line(std::move(text))});
  }
  for (std::size_t i = 0; i < send.template_use.quick_replies.size(); ++i)
    view.quick_reply_payloads.push_back("baton:" + message.value + ":" + std::to_string(i));
  return view;
}

std::optional<plugin::CaseView> case_view(const CustomerView& customer, const core::CaseId& id, const std::vector<core::Candidate>& candidates) {
  const auto found = customer.state().cases.find(id);
  if (found == customer.state().cases.end()) return std::nullopt;
  const auto& c = found->second;
  const auto& hand = customer.state().hands.at(c.hand);
  plugin::CaseView view;
  view.case_id = id.value;
  view.hand_id = hand.id.value;
  view.owner = core::to_string(hand.owner);
  view.owner_epoch = hand.epoch;
  view.lane = c.lane.value;
  view.segment = customer.state().segment;
  view.status = c.status;
  view.priority = c.priority;
  view.revision = c.revision;
  view.work_type = static_cast<std::uint32_t>(c.work_type);
  view.now_ms = customer.now().ms;
  view.next_update_due_ms = core::next_update_due(customer.state(), c, customer.policy()).ms;
  if (const auto* thread = core::newest_thread(customer.state(), c)) {
    view.thread_id = thread->id.value;
    view.language = thread->language;
    view.topology = thread->topology;
    view.window_open = core::window_open(*thread, customer.policy(), customer.now());
    view.window_ends_ms = thread->window_ends.ms;
  }
  if (c.handoff.number != 0) add_trigger(view, customer, c.handoff);
  view.has_plan = c.plan.open;
  view.plan_purpose = c.plan.purpose;
  view.plan_at_ms = c.plan.at.ms;
  view.work_items = work_items(customer, id);
  view.candidates = candidate_views(customer.policy(), candidates);
  for (const auto& [lane, policy] : customer.policy().lanes) view.lanes.push_back(lane.value);
  return view;
}

std::optional<plugin::MessageView> message_view(const CustomerView& customer, const core::CaseId& id,
                                                const core::MessageId& message) {
  const auto* c = core::find(customer.state().cases, id);
  if (c == nullptr) return std::nullopt;
  for (const auto& entry : c->entries) {
    if (entry.message != message || entry.deleted) continue;
    plugin::MessageView view;
    view.case_id = id.value;
    view.entry.what = entry.what;
    view.entry.kind = entry.kind;
    view.entry.number = static_cast<std::uint64_t>(entry.number);
    view.entry.at_ms = entry.at.ms;
    view.entry.text = customer.text(entry.text);
    view.entry.attachments = attachments(customer, entry);
    if (const auto* thread = core::newest_thread(customer.state(), *c)) {
      view.thread_id = thread->id.value;
      view.language = thread->language;
    }
    if (view.entry.text.empty()) return std::nullopt;  // erased meanwhile
    return view;
  }
  return std::nullopt;
}

std::optional<plugin::TranscriptView> transcript_view(const CustomerView& customer, const core::CaseId& id) {
  auto view = case_view(customer, id, {});
  if (!view) return std::nullopt;
  plugin::TranscriptView transcript;
  const auto& c = customer.state().cases.at(id);
  // The team's (B4); quotes stay as they were written.
  transcript.language = customer.policy().team_language(c.handoff.lane, c.lane);
  for (const auto& entry : c.entries) {
    if (entry.deleted) continue;
    plugin::EntryView line;
    line.what = entry.what;
    line.kind = entry.kind;
    line.number = static_cast<std::uint64_t>(entry.number);
    line.at_ms = entry.at.ms;
    line.author = entry.author;
    const bool noted = entry.what == core::Entry::What::note && !entry.canned.empty();  // a suggestion (G14)
    line.text = noted ? entry.canned
                : entry.canned.empty() || entry.kind == core::MessageKind::call
                    ? customer.text(entry.text)
                    : entry_words(customer, entry, view->language, c.lane);
    line.attachments = attachments(customer, entry);
    transcript.entries.push_back(std::move(line));
  }
  transcript.view = std::move(*view);
  return transcript;
}

}  // namespace baton::engine
