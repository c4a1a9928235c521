// SPDX-License-Identifier: MIT
// town_world.cpp - customers, channel, bots and strategies of a town.
#include "host/core/fingerprint.h"
#include "host/core/masking.h"
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

Content Town::content(const std::string& text) {
  const auto masked = mask(text);  // I4: the stage before the first write
  return {{++next_content_, "h:" + masked.text}, masked.text};
}

// Most write to one number; some to two, and some by mail as well.
Place Town::place(int customer) {
  Place where;
  const bool mails = customer % 20 == 0 && one_in(2);
  const int number = customer % 10 == 0 ? below(3) : customer % 3;
  where.connector = {mails ? "mail" : "wa"};
  where.account = mails ? "box" : (number == 0 ? "plain" : "bot");
  if (one_in(10)) where.name = content("Ada");
  where.addresses.push_back({AddressKind::phone, "key-" + std::to_string(customer), {}, {}});
  return where;
}

CustomerWrote Town::word(int customer) {
  static const std::vector<std::string> kSaid = {"hello",
                                                 "where is my parcel",
                                                 "thanks",
                                                 "ok",
                                                 "talk to a person",
                                                 "it is broken",
                                                 "I want my money back",
                                                 "my card is 4111 1111 1111 1111",
                                                 "any news?",
                                                 "no"};
  CustomerWrote wrote;
  wrote.place = place(customer);
  wrote.remote_id = fresh("wamid");
  wrote.text = one_in(2) ? content(pick(kSaid)) : fresh(pick(kSaid));
  if (one_in(300)) wrote.text = content("STOP");
  wrote.fingerprint = core::fingerprint(wrote.text.text, std::hash<std::string_view>{});
  wrote.occurred = now_ - below(3000);
  wrote.received = now_;
  if (one_in(60)) wrote.occurred = now_ - (1 + below(40)) * kHour;
  if (one_in(12)) {
    wrote.kind = MessageKind::image;
    wrote.attachments.push_back({MessageKind::image, fresh("media"), {}, "image/jpeg", "", 10});
  }
  const auto& sent = life(customer).sent_ids;
  if (!sent.empty() && one_in(6)) {  // a tap on one of our templates, or a quote
    auto id = sent.begin();
    std::advance(id, below(static_cast<int>(sent.size())));
    wrote.kind = one_in(2) ? MessageKind::button : wrote.kind;
    wrote.quoted = content(*id);
  }
  return wrote;
}

void Town::customer_turn(int customer) {
  auto& one = life(customer);
  if (one.talking == 0) one.talking = 1 + below(6);
  const auto wrote = word(customer);
  one.wrote.push_back(wrote);
  if (one.wrote.size() > 5) one.wrote.erase(one.wrote.begin());
  if (one_in(10)) at(now_ + below(20) * kMinute, customer, Input{wrote});  // the channel says it again
  if (one_in(25)) {
    at(now_ + below(4000), customer, Input{wrote});  // overtaken by the next word
  } else {
    take(customer, wrote);
  }
  if (one_in(40))
    at(now_ + below(600) * kSecond, customer,
       Input{CustomerEdited{place(customer), pick(one.wrote).remote_id, fresh("edited"), now_}});
  if (one_in(80))
    at(now_ + below(600) * kSecond, customer,
       Input{CustomerDeleted{place(customer), pick(one.wrote).remote_id, now_}});
  if (one_in(80))
    at(now_ + kMinute, customer,
       Input{CallReported{place(customer), fresh("call"), CallOutcome::missed, true, 0, now_, now_}});
  if (one_in(150))
    at(now_ + kMinute, customer,
       Input{OutsideWordSeen{place(customer), fresh("outside"), fresh("Paul here"), now_}});
  if (one_in(400))
    at(now_ + kMinute, customer, Input{ChannelNoticed{place(customer), "unknown_kind", {}, now_}});
  if (one_in(400))
    at(now_ + kMinute, customer,
       Input{PreferenceChanged{place(customer), one_in(2) ? "opted_in" : "opted_out", now_}});
  if (one_in(5000)) at(now_ + kDay, customer, Input{ErasureAsked{"admin"}});
  const bool more = --one.talking > 0;
  const auto pause = more ? (one_in(3) ? below(8) * kSecond : below(30) * kMinute) : (24 + below(240)) * kHour;
  at(now_ + pause + 1, customer, CustomerTurn{});
}

void Town::weather() {
  if (one_in(30)) channel_down_until_ = now_ + below(120) * kMinute;
  if (one_in(60)) host_down_until_ = now_ + below(90) * kMinute;
  for (const auto* name : {"status_a", "status_b"}) {
    if (one_in(20))
      paused_templates_.insert(name);
    else if (one_in(4))
      paused_templates_.erase(name);
  }
  at(now_ + kHour, -1, Weather{});
}

void Town::queue(int customer, const Effect& effect) {
  if (std::holds_alternative<RaiseAlarm>(effect) || std::holds_alternative<MarkTemplate>(effect) ||
      std::holds_alternative<EraseBlobs>(effect))
    return;
  if (one_in(200)) return;  // lost with the process that was to answer it
  const auto pause = one_in(30) ? below(40) * kMinute : 50 + below(4000);
  at(now_ + pause, customer, effect);
  if (one_in(60)) at(now_ + pause + below(60) * kSecond, customer, effect);  // answered twice
}

void Town::answer(int customer, const Effect& effect) {
  const auto& state = life(customer).state;
  if (const auto* send = std::get_if<SendMessage>(&effect)) return answer_send(customer, *send);
  if (const auto* lookup = std::get_if<LookupMessage>(&effect)) {
    const auto result = static_cast<LookupResult>(1 + below(3));
    const bool sent = result == LookupResult::sent;
    return take(customer, LookupAnswered{lookup->message, result,
                                         sent ? content("r:" + lookup->message.value) : Content{}});
  }
  if (const auto* ask = std::get_if<AskOwnership>(&effect))
    return take(customer, answer_ownership(state, *ask));
  if (const auto* ask = std::get_if<AskBrief>(&effect)) return take(customer, answer_brief(*ask));
  if (const auto* ask = std::get_if<AskCandidates>(&effect)) return take(customer, answer_candidates(*ask));
  if (const auto* ask = std::get_if<AskTemplates>(&effect)) return take(customer, answer_templates(*ask));
  if (const auto* post = std::get_if<PostToBot>(&effect)) return take(customer, answer_bot(state, *post));
  if (const auto* fetch = std::get_if<FetchAttachment>(&effect)) {
    if (one_in(10)) return take(customer, AttachmentLost{fetch->message, fetch->index, "expired"});
    return take(customer, AttachmentFetched{fetch->message, fetch->index, "blob", "sha", "image/jpeg", 10});
  }
}

void Town::answer_send(int customer, const SendMessage& effect) {
  const auto remote = "r:" + effect.message.value;
  if (now_ >= channel_down_until_ && !one_in(40)) {
    life(customer).sent_ids.insert(remote);
    take(customer, SendAccepted{effect.message, content(remote), {}});
    // Reports come in any order, some twice, some never; a few take the acceptance back.
    for (const auto status : {ReportedStatus::sent, ReportedStatus::delivered, ReportedStatus::read}) {
      if (one_in(5)) continue;
      DeliveryReported report;
      report.place = place(customer);
      report.message = effect.message;
      report.remote_id = content(remote);
      report.status = one_in(60) ? ReportedStatus::failed : status;
      report.code = report.status == ReportedStatus::failed ? "131026" : "";
      report.scope = static_cast<FailureScope>(1 + below(7));
      report.occurred = now_;
      at(now_ + below(3 * 60) * kSecond, customer, Input{report});
      if (one_in(20)) at(now_ + below(600) * kSecond, customer, Input{report});
    }
    return;
  }
  SendFailed failed;
  failed.message = effect.message;
  failed.code = "131000";
  failed.scope = one_in(3) ? static_cast<FailureScope>(1 + below(7)) : FailureScope::message;
  failed.retry = static_cast<RetryClass>(1 + below(3));
  failed.retry_after_ms = below(90) * kSecond;
  failed.why = "the channel said no";
  take(customer, failed);
}

Input Town::answer_ownership(const CustomerState& state, const AskOwnership& effect) {
  if (one_in(10)) return OwnershipFailed{effect.case_id, effect.ask, "l1-owns", "timeout"};
  static const std::vector<std::string> kActions = {"keep",  "lane", "lane", "lane",
                                                    "agent", "desk", "",     "nobody"};
  static const std::vector<LaneId> kLanes = {
      {"general"}, {"technical"}, {"technical"}, {"compliance"}, {"moon"}};
  OwnershipProposed answer;
  answer.case_id = effect.case_id;
  answer.ask = one_in(30) ? effect.ask - 1 : effect.ask;
  const auto found = state.cases.find(effect.case_id);
  answer.revision = found == state.cases.end() || one_in(20) ? 0 : found->second.revision;
  answer.plugin = "l1-owns";
  answer.action = pick(kActions);
  answer.lane = pick(kLanes);
  if (answer.action == "agent") answer.agent = pick(workers_).id;
  answer.model = "l1_owns";
  for (int n = below(3); n > 0; --n)
    answer.work.push_back(
        {pick(kLanes), one_in(4) ? pick(workers_).id : AgentId{}, below(4), fresh("question")});
  return answer;
}

Input Town::answer_brief(const AskBrief& effect) {
  if (one_in(8)) return BriefFailed{effect.case_id, effect.ask, "brief", "timeout"};
  BriefMade made;
  made.case_id = effect.case_id;
  made.ask = effect.ask;
  made.plugin = "brief";
  made.steps_state = static_cast<StepsState>(1 + below(3));
  if (!one_in(10)) made.intent = fresh("intent");
  made.intent_source = below(4);
  if (!one_in(10)) made.status = fresh("status");
  if (made.steps_state == StepsState::listed) made.steps.push_back({{}, fresh("step"), 1, {}});
  return made;
}

Input Town::answer_candidates(const AskCandidates& effect) {
  CandidatesFound found;
  found.item = effect.item;
  for (auto& worker : workers_) {
    if (!worker.present || !policy_.holds_skill(worker.id, effect.lane)) continue;
    const auto load = static_cast<std::int64_t>(worker.tasks.size()) * 1000;
    if (load < 5000) found.candidates.push_back({worker.id, {}, load, 5000, worker.offered});
  }
  if (found.candidates.size() > 6) found.candidates.resize(6);
  for (auto& worker : workers_)
    if (!found.candidates.empty() && worker.id == found.candidates.front().agent) worker.offered = now_;
  return found;
}

Input Town::answer_templates(const AskTemplates& effect) {
  TemplatesFound found;
  found.message = effect.message;
  for (const auto* name : {"status_a", "status_b"})
    if (!paused_templates_.contains(name)) found.usable.push_back(core::testing::usable(name));
  found.account_restricted = one_in(100);
  return found;
}

Input Town::answer_bot(const CustomerState& state, const PostToBot& effect) {
  if (one_in(60)) return BotUnreachable{effect.case_id, effect.bot, "connection refused"};
  BotReplied said;
  said.case_id = effect.case_id;
  said.epoch = effect.epoch;
  said.bot = effect.bot;
  said.text = fresh("bot answers");
  said.fallback = one_in(5);
  if (one_in(2)) said.confidence_permille = 450 + below(550);
  said.intent = one_in(2) ? "order_status" : "hours";
  if (one_in(6)) {
    const auto c = state.cases.find(effect.case_id);
    if (c != state.cases.end())
      return ResolveAsked{
          effect.case_id, state.hands.at(c->second.hand).epoch, "bot:" + effect.bot.value, {}};
  }
  return said;
}

}  // namespace baton::sim
