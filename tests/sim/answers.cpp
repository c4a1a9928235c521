// SPDX-License-Identifier: MIT
// answers.cpp - what plugins, roster and channel answer to effects in a walk: sense, garbage, too late.
#include "host/core/classifying.h"
#include "tests/sim/walker.h"

namespace baton::sim {

using namespace core;

Input Walker::answer(const Effect& effect) {
  if (const auto* send = std::get_if<SendMessage>(&effect)) return answer_send(*send);
  if (const auto* lookup = std::get_if<LookupMessage>(&effect)) {
    const auto result = static_cast<LookupResult>(1 + below(3));
    return LookupAnswered{lookup->message, result, result == LookupResult::sent ? content("r:" + lookup->message.value) : Content{}};
  }
  if (const auto* ask = std::get_if<AskOwnership>(&effect)) return answer_ownership(*ask);
  if (const auto* ask = std::get_if<AskBrief>(&effect)) return answer_brief(*ask);
  if (const auto* ask = std::get_if<AskClassifier>(&effect)) return answer_labels(*ask);
  if (const auto* ask = std::get_if<AskCandidates>(&effect)) return answer_candidates(*ask);
  if (const auto* ask = std::get_if<AskTemplates>(&effect)) return answer_templates(*ask);
  if (const auto* post = std::get_if<PostToBot>(&effect)) {
    BotReplied said;
    said.case_id = post->case_id, said.epoch = post->epoch, said.bot = post->bot, said.text = fresh("bot answers");
    said.fallback = one_in(3);
    if (one_in(6)) said.confidence_permille = 300;
    return said;
  }
  if (const auto* fetch = std::get_if<FetchAttachment>(&effect)) {
    if (one_in(3)) return AttachmentLost{fetch->message, fetch->index, "expired"};
    if (one_in(4)) return AttachmentQuarantined{fetch->message, fetch->index, "sealed", "sha", "image/jpeg", 10};
    return AttachmentFetched{fetch->message, fetch->index, "blob", "sha", "image/jpeg", 10};
  }
  return ClockReached{};
}

Input Walker::answer_send(const SendMessage& effect) {
  if (!one_in(3)) return SendAccepted{effect.message, content("r:" + effect.message.value), {}};
  SendFailed failed;
  failed.message = effect.message;
  failed.code = "131000";
  failed.scope = static_cast<FailureScope>(1 + below(7));
  failed.retry = static_cast<RetryClass>(1 + below(3));
  failed.retry_after_ms = below(90) * kSecond;
  failed.why = "the channel said no";
  return failed;
}

Input Walker::answer_ownership(const AskOwnership& effect) {
  if (one_in(4)) return OwnershipFailed{effect.case_id, effect.ask, "l1-owns", "timeout", below(6)};
  static const std::vector<std::string> kActions = {"keep", "lane", "lane", "agent", "desk", "", "nobody"};
  OwnershipProposed answer;
  answer.case_id = effect.case_id;
  answer.ask = one_in(15) ? effect.ask - 1 : effect.ask;
  const auto found = state_.cases.find(effect.case_id);
  answer.revision = found == state_.cases.end() || one_in(6) ? 0 : found->second.revision;
  answer.plugin = "l1-owns";
  answer.action = pick(kActions);
  answer.lane = lane();
  answer.agent = one_in(2) ? agent() : AgentId{};
  static const std::vector<std::string> kModels = {"l1_owns", "reassign", "control_tower", ""};
  answer.model = pick(kModels);
  answer.waiting = below(6);
  for (int n = one_in(30) ? 20 : below(3); n > 0; --n)
    answer.work.push_back({lane(), one_in(3) ? agent() : AgentId{}, below(5), one_in(2) ? fresh("question") : Content{}});
  return answer;
}

Input Walker::answer_brief(const AskBrief& effect) {
  const std::string plugin = effect.fallback ? "plain" : "brief";
  if (one_in(4)) return BriefFailed{effect.case_id, effect.ask, plugin, "timeout"};
  BriefMade made;
  made.case_id = effect.case_id;
  made.ask = effect.ask;
  made.plugin = plugin;
  made.steps_state = static_cast<StepsState>(1 + below(3));
  if (!one_in(8)) made.intent = fresh("intent");
  made.intent_source = below(4);
  if (!one_in(8)) made.status = fresh("status");
  if (made.steps_state == StepsState::listed) made.steps.push_back({{}, fresh("step"), 1, {}});
  if (one_in(3)) made.details.push_back({fresh("label"), fresh("detail"), below(60) - 2, {}});
  return made;
}

Input Walker::answer_labels(const AskClassifier& effect) {
  if (one_in(5)) return LabelsFailed{effect.case_id, effect.ask, "classifier", "timeout"};
  static const std::vector<std::string> kIntents = {"refund", "error", "gdpr",   "cancel", "did not help", "hurt you",
                                                    "damn",   "stuck", "nobody", kAsksForPerson};
  LabelsGiven given;
  given.case_id = effect.case_id;
  given.ask = one_in(15) ? effect.ask - 1 : effect.ask;
  given.plugin = "classifier";
  if (one_in(12)) {
    given.fault = "O6: an intent is none that is configured";
    return given;
  }
  for (int n = below(3); n > 0; --n) given.labels.push_back({"intent", pick(kIntents), below(1001)});
  if (one_in(6)) given.labels.push_back({"language", one_in(2) ? "pt" : "en", 900});
  return given;
}

Input Walker::answer_candidates(const AskCandidates& effect) {
  CandidatesFound found;
  found.item = effect.item;
  for (const auto& [id, known] : policy_.agents)
    if (one_in(2)) found.candidates.push_back({id, {}, below(6) * 1000, 5000, now_ - below(1000) * kSecond});
  if (one_in(4)) found.candidates.clear();
  return found;
}

Input Walker::answer_templates(const AskTemplates& effect) {
  TemplatesFound found;
  found.message = effect.message;
  for (const auto* name : {"status_a", "status_b"})
    if (!one_in(3)) found.usable.push_back(core::testing::usable(name));
  found.account_restricted = one_in(12);
  return found;
}

}  // namespace baton::sim
