// SPDX-License-Identifier: MIT
// react.cpp - what the world must be asked to do because of a fact.
#include "host/core/effects.h"

namespace baton::core {
namespace {

struct React {
  std::vector<Effect> effects;

  void operator()(const MessageReceived& fact) {
    if (fact.historic) return;
    for (std::size_t i = 0; i < fact.attachments.size(); ++i) {
      if (fact.attachments[i].blob.empty() && fact.attachments[i].remote_id)
        effects.push_back(FetchAttachment{fact.message, static_cast<std::int64_t>(i)});
    }
  }
  void operator()(const SendAttempted& fact) {
    effects.push_back(SendMessage{fact.message, fact.connector, fact.account, fact.attempt});
  }
  void operator()(const LookupAsked& fact) { effects.push_back(LookupMessage{fact.message, fact.connector}); }
  void operator()(const OwnershipAsked& fact) { effects.push_back(AskOwnership{fact.case_id, fact.ask}); }
  void operator()(const BriefAsked& fact) { effects.push_back(AskBrief{fact.case_id, fact.ask, fact.fallback}); }
  void operator()(const LabelsAsked& fact) {
    effects.push_back(AskClassifier{fact.case_id, fact.ask, fact.message, fact.classifier});
  }
  void operator()(const CandidatesAsked& fact) { effects.push_back(AskCandidates{fact.item, fact.lane}); }
  void operator()(const TemplatesAsked& fact) {
    effects.push_back(AskTemplates{fact.message, fact.purpose, fact.name, fact.language, fact.connector});
  }
  void operator()(const TemplateFailed& fact) {
    effects.push_back(MarkTemplate{fact.connector, fact.name, fact.language, fact.code});
  }
  void operator()(const BotAsked& fact) {
    effects.push_back(PostToBot{fact.bot, fact.case_id, fact.message, fact.epoch});
  }
  void operator()(const AlarmRaised& fact) {
    effects.push_back(RaiseAlarm{fact.key, fact.what, fact.case_id, fact.party});
  }

  // T3: a purpose without a usable template is told when a plan is made and when the window is at risk.
  void operator()(const PlanMade& fact) { effects.push_back(CheckTemplates{fact.case_id, fact.thread, fact.purpose}); }
  void operator()(const WindowAtRisk& fact) { effects.push_back(CheckTemplates{fact.case_id, fact.thread, {}}); }

  void operator()(const Erased& fact) {
    if (!fact.blobs.empty()) effects.push_back(EraseBlobs{fact.blobs});
  }

  void operator()(const MediaForgotten& fact) {
    if (!fact.blobs.empty()) effects.push_back(EraseBlobs{fact.blobs});
  }
  void operator()(const ContentForgotten& fact) { effects.push_back(ForgetContent{fact.case_id}); }

  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

std::vector<Effect> react(const Fact& fact) {
  React reaction;
  std::visit(reaction, fact);
  return std::move(reaction.effects);
}

}  // namespace baton::core
