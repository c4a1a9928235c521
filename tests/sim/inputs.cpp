// SPDX-License-Identifier: MIT
// inputs.cpp - what customers, channels and people do in a walk: mostly sense, sometimes nonsense.
#include "host/core/answers.h"
#include "host/core/fingerprint.h"
#include "tests/sim/walker.h"

namespace baton::sim {

using namespace core;

Input Walker::next_input() {
  if (one_in(600)) return ErasureAsked{"admin"};
  if (one_in(40)) return reported();
  if (state_.cases.empty() || one_in(3)) return customer_wrote();
  if (one_in(3)) return channel_input();
  return people_input();
}

Input Walker::customer_wrote() {
  static const std::vector<std::string> kSaid = {
      "hello", "where is my parcel", "thanks", "ok", "talk to a person", "STOP", "where is my parcel", "it is broken",
      "", "I want a refund", "the price. and gdpr", "cancel it", "an error for all our users, we are stuck",
      "hello there", "ORD-4711 is urgent", "production down", "damn, it did not help", "I will hurt you", "my passport",
      "es: hola", "in de"};
  if (!written_.empty() && one_in(8)) return pick(written_);  // the same event twice
  CustomerWrote wrote;
  wrote.place = place();
  wrote.remote_id = fresh("wamid");
  const auto text = pick(kSaid);
  if (!text.empty()) wrote.text = one_in(2) ? content(text) : fresh(text);
  wrote.fingerprint = fingerprint(wrote.text.text, std::hash<std::string_view>{});
  wrote.occurred = now_;
  wrote.received = now_;
  switch (below(10)) {
    case 0: wrote.occurred = now_ - below(40) * kHour; break;
    case 1: wrote.occurred = {}; break;
    case 2: wrote.occurred = now_ + below(60) * kMinute; break;
    default: break;
  }
  wrote.masked = one_in(20) ? 1 : 0;
  static const std::vector<std::string> kClasses = {"card", "iban", "password"};
  if (wrote.masked > 0) wrote.classes = {pick(kClasses)};
  if (one_in(6)) wrote.objects.push_back({one_in(2) ? "order" : "invoice", static_cast<std::uint64_t>(1 + below(3))});
  wrote.historic = one_in(25);
  wrote.opens_window = !one_in(10);
  if (one_in(5)) {
    wrote.kind = MessageKind::image;
    wrote.attachments.push_back({MessageKind::image, fresh("media"), {}, "image/jpeg", "", 10});
  }
  if (one_in(5)) {  // a tap on one of our templates
    wrote.kind = MessageKind::button;
    std::vector<ContentRef> ids;
    for (const auto& [id, send] : state_.sends)
      if (send.remote_id) ids.push_back(send.remote_id);
    if (!ids.empty()) wrote.quoted.ref = pick(ids);
  }
  if (one_in(12)) wrote.quoted = content("outside " + std::to_string(1 + below(9)));  // J1: what another system said
  if (one_in(6)) {  // an answer to a question: a word, or the button of one that may be over
    wrote.text = content(one_in(2) ? "Yes" : "no");
    for (const auto& [id, send] : state_.sends)
      if (send.request != 0 && one_in(2)) {
        wrote.kind = MessageKind::button;
        wrote.button_payload = content("baton:" + id.value + ":" + std::to_string(below(3)));
      }
  }
  written_.push_back(wrote);
  return wrote;
}

Input Walker::reported() {
  static const std::vector<std::pair<std::string, std::string>> kTold = {
      {"tier_changed", "enterprise"}, {"tier_changed", "trial"}, {"tier_changed", "standard"}, {"tier_changed", "emperor"},
      {"at_risk", "true"}, {"at_risk", "false"}, {"at_risk", "perhaps"}, {"cancel_flow_visit", ""},
      {"payment_failed", ""}, {"horoscope", ""}, {"secure_path", "passed"}, {"secure_path", "failed"}};
  SignalReported told;
  std::tie(told.kind, told.value) = pick(kTold);
  told.message = any_send();
  if (told.kind == "secure_path")  // mostly the word that pointed there
    for (const auto& [id, c] : state_.cases)
      if (!c.secure_path.message.empty() && !one_in(4)) told.message = c.secure_path.message;
  told.occurred = one_in(3) ? now_ - below(20) * kDay : now_;
  told.by = "service:shop";
  return told;
}

Input Walker::channel_input() {
  switch (below(12)) {
    case 0: {
      const bool by_us = one_in(3);
      const auto outcome = by_us ? static_cast<CallOutcome>(1 + below(6))
                                 : one_in(2) ? CallOutcome::missed : CallOutcome::completed;
      return CallReported{place(), fresh("call"), outcome, !by_us, 0, now_, now_, by_us};
    }
    case 1: {
      static const std::vector<std::string> kSaid = {"opted_in", "opted_out", "calls_allowed", "calls_refused"};
      const auto until = one_in(2) ? now_ + below(200) * kHour : Instant{};
      return PreferenceChanged{place(), pick(kSaid), now_, one_in(2), until};
    }
    case 2: {
      const auto remote_id = content("outside " + std::to_string(1 + below(9)));
      return OutsideWordSeen{place(), remote_id, fresh("Paul here"), now_};
    }
    case 3: return ChannelNoticed{place(), "unknown_kind", {}, now_};
    case 4: return IdentityChanged{place(), {AddressKind::phone, "key-0", {}}, now_};
    case 5: return written_.empty() ? customer_wrote() : Input{CustomerEdited{place(), pick(written_).remote_id, fresh("edited"), now_}};
    case 6: return written_.empty() ? customer_wrote() : Input{CustomerDeleted{place(), pick(written_).remote_id, now_}};
    case 7: return BotUnreachable{any_case(), {one_in(4) ? "stranger" : "helper"}, "connection refused"};
    default: return report();
  }
}

Input Walker::report() {
  DeliveryReported report;
  report.place = place();
  const auto id = any_send();
  if (one_in(2)) report.message = id;
  const auto found = state_.sends.find(id);
  if (found != state_.sends.end()) report.remote_id.ref = found->second.remote_id;
  if (!report.remote_id.ref) report.remote_id = content("r:" + id.value);
  static const std::vector<ReportedStatus> kAll = {ReportedStatus::sent, ReportedStatus::delivered, ReportedStatus::read,
                                                   ReportedStatus::played, ReportedStatus::failed};
  // A channel reports about what it was given.
  if (found != state_.sends.end() && found->second.attempts == 0) report.message = {"k7-m998"}, report.remote_id = fresh("r");
  report.status = pick(kAll);
  report.occurred = now_;
  if (report.status == ReportedStatus::failed) {
    report.code = "131000";
    report.scope = static_cast<FailureScope>(1 + below(7));
    report.retry = static_cast<RetryClass>(1 + below(3));
  }
  return report;
}

Input Walker::people_input() {
  if (one_in(4)) return work_input();
  return case_input(any_case());
}

std::string Walker::any_answer() {
  std::vector<std::string> all = {"k7-w999.1"};
  for (const auto& [id, item] : state_.items)
    for (const auto& answer : item.answers) all.push_back(answer.id);
  return pick(all);
}

Input Walker::work_input() {
  const auto id = any_item();
  const auto found = state_.items.find(id);
  auto who = agent();
  if (found != state_.items.end() && !one_in(4)) {
    const auto& item = found->second;
    who = !item.owner.empty() ? item.owner : (!item.offered_to.empty() ? item.offered_to : who);
  }
  if (one_in(4)) {
    WorkAnswered answered{id, who, fresh("answer"), !one_in(3)};
    if (one_in(3)) answered.verdict = one_in(2) ? "yes" : "no";
    if (found != state_.items.end() && one_in(2))
      for (const auto& given : answers_of(state_, found->second.case_id)) answered.contradicts = {given.answer->id};
    if (one_in(6)) answered.contradicts.push_back(any_answer());
    return answered;
  }
  const auto finish = one_in(3) ? now_ + (below(60) - 2) * kHour : Instant{};
  return WorkActed{id, static_cast<WorkActed::Act>(1 + below(5)), who, "other", finish};
}

// Promises, waits, people who come and go.
Input Walker::clock_input(const CaseId& id, const std::string& by, std::uint64_t epoch) {
  const auto item = any_item();
  const auto found = state_.items.find(item);
  const auto holder = found == state_.items.end() || found->second.owner.empty() ? agent() : found->second.owner;
  const auto owner = by.starts_with("agent:") && !one_in(3) ? AgentId{by.substr(6)} : agent();
  switch (below(6)) {
    case 0:
    case 1:
      return PromiseAsked{id, epoch, by, now_ + (below(30) - 2) * kHour, one_in(2) ? fresh("promised") : Content{}};
    case 2:
    case 3:
      return WorkWaitAsked{item, holder, static_cast<WaitsFor>(1 + below(3)),
                           one_in(4) ? Instant{} : now_ + below(40) * kHour, fresh("the carrier")};
    case 4: return OwnerLeft{owner, one_in(3) ? Instant{} : now_ + below(20) * kHour};
    default: return OwnerReturned{owner};
  }
}

// Questions to the customer, and answers that are weighed.
Input Walker::moment_input(const CaseId& id, const std::string& by, std::uint64_t epoch) {
  switch (below(7)) {
    case 3: return CallAsked{id, epoch, by, one_in(2) ? fresh("may we call?") : Content{}};
    case 4: {
      static const std::vector<std::string> kMarks = {"useful", "wrong", "missing", "great"};
      return BriefJudged{id, one_in(3) ? below(4) : 0, pick(kMarks), by, one_in(2) ? fresh("why") : Content{}};
    }
    case 5: {
      InternalApprovalAsked asked{id, epoch, by, fresh("may I?"), one_in(9) ? "holiday" : "refund", {}, {}, {}, {}, {}};
      if (one_in(4)) asked.agent = agent();
      if (one_in(4)) asked.lane = {"technical"};
      asked.amount = below(60'000);
      if (one_in(3)) asked.expires = now_ + (below(60) - 2) * kHour;
      return asked;
    }
    case 6: {
      const auto found = state_.cases.find(id);
      const auto last = found == state_.cases.end() ? 0 : static_cast<std::int64_t>(found->second.requests.size());
      return InternalApprovalGiven{id, one_in(3) ? 1 + below(3) : last, one_in(2) ? "agent:tess" : by, one_in(2), {}};
    }
    case 0: {
      AnswersDecided decided{id, one_in(3) ? "agent:cleo" : "agent:lea", any_answer(), fresh("because")};
      for (const auto& [case_id, c] : state_.cases)  // mostly where something is to be decided
        for (const auto& conflict : conflicts_of(state_, case_id))
          if (!one_in(4)) decided.case_id = case_id, decided.answer = conflict.one.answer->id;
      return decided;
    }
    case 1: {
      EvidenceAsked asked{id, epoch, by, fresh("a photo?"), now_ + below(60) * kHour, {}};
      if (one_in(6)) asked.work = any_item();
      if (one_in(2)) asked.asked_again = {1, 2 + below(3)};
      return asked;
    }
    default: {
      ApprovalAsked asked{id, epoch, by, fresh("may we?"), {}, one_in(3), now_ + below(60) * kHour, {}};
      asked.options = {content("Yes"), content("No")};
      if (one_in(8)) asked.options.pop_back();
      return asked;
    }
  }
}

// Cases merged, split, linked, and each of it undone.
Input Walker::issue_input(const CaseId& id, const std::string& by, std::uint64_t epoch) {
  const auto found = state_.cases.find(id);
  switch (below(5)) {
    case 0: return MergeAsked{id, epoch, any_case(), by};
    case 1: return LinkAsked{id, one_in(2) ? any_case() : CaseId{"k8-c1"}, "related", by};
    case 2: {
      SplitAsked asked{id, epoch, by, {}, {}, {}};
      if (found == state_.cases.end()) return asked;
      for (const auto& entry : found->second.entries)
        if (entry.what == Entry::What::customer && one_in(3)) asked.messages.push_back(entry.message);
      for (const auto& [item_id, item] : state_.items)
        if (item.case_id == id && !item.finished() && item.kind == ItemKind::work && one_in(3))
          asked.work.push_back(item_id);
      if (one_in(3) && !found->second.threads.empty()) asked.thread = pick(found->second.threads);
      return asked;
    }
    default: {
      const bool acts = found != state_.cases.end() && !found->second.acts.empty();
      return UndoAsked{id, acts && !one_in(6) ? found->second.acts.back().number : 1 + below(3), by};
    }
  }
}

Input Walker::case_input(const CaseId& id) {
  const auto by = somebody_for(id);
  const auto epoch = epoch_of(id);
  const AgentId person{by.starts_with("agent:") ? by.substr(6) : "ana"};
  switch (below(27)) {  // the rest are replies
    case 16:
    case 17: return moment_input(id, by, epoch);
    case 18:
    case 19: return issue_input(id, by, epoch);
    case 20:
    case 21:
    case 22: return clock_input(id, by, epoch);
    case 0: return NoteWritten{id, by, fresh("note")};
    case 1: {
      HandoffAsked asked;
      asked.case_id = id, asked.epoch = epoch, asked.by = by, asked.lane = lane(), asked.reason = "next_step";
      if (one_in(4)) asked.agent = agent();
      if (one_in(3)) asked.model = one_in(2) ? "reassign" : "control_tower";
      if (one_in(8)) asked.desk = true, asked.lane = {};
      if (one_in(12)) asked.bot = {"helper"};
      asked.question = fresh("question");
      return asked;
    }
    case 2: return AssignAsked{id, epoch, "agent:lea", agent(), "capacity"};
    case 3: {
      ResolveAsked asked{id, epoch, by, one_in(2) ? fresh("solved") : Content{}};
      if (one_in(2)) asked.cites.push_back(any_answer());
      if (one_in(3)) asked.wrong = fresh("wrong"), asked.changed = fresh("changed"), asked.next = fresh("next");
      return asked;
    }
    case 4: return ReopenAsked{id, by};
    case 5: return WaitAsked{id, epoch, by, one_in(2) ? Instant{} : now_ + below(100) * kHour};
    case 6: return PlanAsked{id, epoch, by, now_ + below(40) * kHour, "", one_in(2) ? fresh("update") : Content{}};
    case 7: return UnknownResultDecided{any_send(), by, one_in(2)};
    case 8: return AttachmentFetched{any_send(), below(2), "blob", "sha", "image/jpeg", 10};
    case 9:
      if (one_in(3)) return QuarantineAsked{id, one_in(2) ? MessageId{} : any_send(), below(2), person, by};
      return AttachmentLost{any_send(), 0, "gone"};
    case 10:
    case 11:
    case 12: {
      BotReplied said;
      said.case_id = id, said.epoch = epoch, said.bot = {one_in(12) ? "stranger" : "helper"}, said.text = fresh("bot");
      if (one_in(3)) said.confidence_permille = 500 + below(500);
      said.fallback = one_in(4);
      return said;
    }
    default: {
      std::vector<std::string> cites;
      for (const auto& [item_id, item] : state_.items)
        if (item.case_id == id && !item.answers.empty() && one_in(3)) cites.push_back(item.answers.front().id);
      if (one_in(20)) cites.push_back("k7-w999.1");
      auto said = fresh(one_in(4) ? "you will know within two hours" : "reply");
      ReplyWritten reply{id, {}, epoch, person, std::move(said), "", one_in(15) ? "status_b" : "", std::move(cites)};
      if (one_in(4)) reply.break_glass = fresh("nobody else is here");
      if (one_in(2)) reply.skilled_present.push_back(agent());
      reply.owner_absent = one_in(3);
      if (one_in(6) && !state_.drafts.empty()) {
        reply.draft = state_.drafts.begin()->first;
        if (one_in(2)) reply.text = {};
      }
      if (one_in(8)) reply.purpose = "resolution";
      return reply;
    }
  }
}

}  // namespace baton::sim
