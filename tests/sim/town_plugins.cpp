// SPDX-License-Identifier: MIT
// town_plugins.cpp - what a town's effects come back as: strategies, bots, templates, files. Mostly sense; sometimes
// nonsense, too late, twice or never.
#include "host/core/classifying.h"
#include "host/core/find.h"
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

void Town::queue(int customer, const Effect& effect) {
  if (std::holds_alternative<RaiseAlarm>(effect) || std::holds_alternative<MarkTemplate>(effect) ||
      std::holds_alternative<CheckTemplates>(effect) || std::holds_alternative<EraseBlobs>(effect) ||
      std::holds_alternative<ForgetContent>(effect))
    return;
  const bool roster = std::holds_alternative<AskCandidates>(effect);  // the host's own: never lost, never doubled
  if (!roster && one_in(200)) return;  // lost with the process that was to answer it
  const auto pause = one_in(30) ? below(40) * kMinute : 50 + below(4000);
  at(now_ + (roster ? 5 : pause), customer, effect);
  if (!roster && one_in(60)) at(now_ + pause + below(60) * kSecond, customer, effect);  // answered twice
}

void Town::answer(int customer, const Effect& effect) {
  const auto& state = life(customer).state;
  if (const auto* send = std::get_if<SendMessage>(&effect)) return answer_send(customer, *send);
  if (const auto* lookup = std::get_if<LookupMessage>(&effect)) {
    const auto result = static_cast<LookupResult>(1 + below(3));
    const bool sent = result == LookupResult::sent;
    return take(customer,
                LookupAnswered{lookup->message, result, sent ? content("r:" + lookup->message.value) : Content{}});
  }
  if (const auto* ask = std::get_if<AskOwnership>(&effect)) return take(customer, answer_ownership(state, *ask));
  if (const auto* ask = std::get_if<AskBrief>(&effect)) return take(customer, answer_brief(*ask));
  if (const auto* ask = std::get_if<AskCandidates>(&effect)) return look_for(customer, *ask);
  if (const auto* ask = std::get_if<AskTemplates>(&effect)) return take(customer, answer_templates(*ask));
  if (const auto* post = std::get_if<PostToBot>(&effect)) return take(customer, answer_bot(state, *post));
  if (const auto* ask = std::get_if<AskClassifier>(&effect)) return take(customer, answer_labels(*ask));
  if (const auto* fetch = std::get_if<FetchAttachment>(&effect)) {
    if (one_in(10)) return take(customer, AttachmentLost{fetch->message, fetch->index, "expired"});
    if (one_in(6))
      return take(customer, AttachmentQuarantined{fetch->message, fetch->index, "sealed", "sha", "image/jpeg", 10});
    return take(customer, AttachmentFetched{fetch->message, fetch->index, "blob", "sha", "image/jpeg", 10});
  }
}

Input Town::answer_ownership(const CustomerState& state, const AskOwnership& effect) {
  const auto found = state.cases.find(effect.case_id);
  const auto waiting = found == state.cases.end() ? std::size_t{0} : overtaking_.waiting(found->second.handoff.lane);
  if (now_ < strategy_down_until_ || one_in(4))  // the host's own answer stands in for it
    return OwnershipFailed{effect.case_id, effect.ask, "l1-owns", "timeout", static_cast<std::int64_t>(waiting)};
  static const std::vector<std::string> kActions = {"keep", "lane", "lane", "lane", "agent", "desk", "", "nobody"};
  static const std::vector<LaneId> kLanes = {{"general"}, {"technical"}, {"technical"}, {"compliance"}, {"revenue"},
                                             {"moon"}};
  static const std::vector<std::string> kModels = {"l1_owns", "reassign", "control_tower", ""};
  OwnershipProposed answer;
  answer.case_id = effect.case_id;
  answer.ask = one_in(30) ? effect.ask - 1 : effect.ask;
  answer.revision = found == state.cases.end() || one_in(20) ? 0 : found->second.revision;
  answer.plugin = "l1-owns";
  answer.action = pick(kActions);
  answer.lane = pick(kLanes);
  if (answer.action == "agent") answer.agent = pick(workers_).id;
  answer.model = found != state.cases.end() && !one_in(4) ? found->second.handoff.chosen : pick(kModels);
  answer.waiting = static_cast<std::int64_t>(waiting);
  for (int n = one_in(300) ? 20 : below(3); n > 0; --n)
    answer.work.push_back(
        {pick(kLanes), one_in(4) ? pick(workers_).id : AgentId{}, below(4), one_in(3) ? Content{} : fresh("question")});
  return answer;
}

Input Town::answer_brief(const AskBrief& effect) {
  const std::string plugin = effect.fallback ? "plain" : "brief";
  if (now_ < strategy_down_until_ || one_in(8)) return BriefFailed{effect.case_id, effect.ask, plugin, "timeout"};
  BriefMade made;
  made.case_id = effect.case_id;
  made.ask = effect.ask;
  made.plugin = plugin;
  made.steps_state = static_cast<StepsState>(1 + below(3));
  if (!one_in(10)) made.intent = fresh("intent");
  made.intent_source = below(4);
  if (!one_in(10)) made.status = fresh("status");
  if (made.steps_state == StepsState::listed) made.steps.push_back({{}, fresh("step"), 1, {}});
  if (one_in(4)) made.details.push_back({fresh("label"), fresh("detail"), below(60) - 2, {}});
  return made;
}

Input Town::answer_labels(const AskClassifier& effect) {
  if (now_ < strategy_down_until_ || one_in(8))
    return LabelsFailed{effect.case_id, effect.ask, "classifier", "timeout"};
  static const std::vector<std::string> kIntents = {"refund", "error",    "gdpr", "cancel", "did not help",
                                                    "damn",   "hurt you", "stuck", "nobody", kAsksForPerson};
  LabelsGiven given;
  given.case_id = effect.case_id;
  given.ask = one_in(30) ? effect.ask - 1 : effect.ask;
  given.plugin = "classifier";
  if (one_in(20)) given.fault = "O6: an intent is none that is configured";
  else if (one_in(3)) given.labels.push_back({"intent", pick(kIntents), below(1001)});
  if (given.fault.empty() && one_in(20)) given.labels.push_back({"language", one_in(2) ? "pt" : "en", 900});
  return given;
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
  if (now_ < bot_down_until_ || one_in(60)) return BotUnreachable{effect.case_id, effect.bot, "connection refused"};
  const auto c = state.cases.find(effect.case_id);
  if (one_in(6) && c != state.cases.end())
    return ResolveAsked{effect.case_id, state.hands.at(c->second.hand).epoch, "bot:" + effect.bot.value, {}};
  if (one_in(25) && c != state.cases.end()) {  // it knows when it is out of its depth
    HandoffAsked asked;
    asked.case_id = effect.case_id, asked.epoch = effect.epoch, asked.by = "bot:" + effect.bot.value;
    asked.reason = "customer_request";
    return asked;
  }
  BotReplied said;
  said.case_id = effect.case_id;
  said.epoch = effect.epoch;
  said.bot = effect.bot;
  auto sealed = seal(one_in(60) ? "is it " + planted().front() + "?" : "bot answers " + std::to_string(++counter_));
  if (one_in(60)) sealed = seal("send me your card number");
  said.text = std::move(sealed.content);
  said.masked = sealed.masked;
  said.fallback = one_in(5);
  if (one_in(2)) said.confidence_permille = 450 + below(550);
  said.intent = one_in(2) ? "order_status" : "hours";
  return said;
}

}  // namespace baton::sim
