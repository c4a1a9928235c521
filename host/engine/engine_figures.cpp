// SPDX-License-Identifier: MIT
// engine_figures.cpp - what is counted of the facts that go by, for operators and for GET /metrics.
#include <algorithm>

#include "host/engine/engine.h"

namespace baton::engine {

void Engine::notice_fact(const core::Fact& fact) {
  if (const auto* gate = std::get_if<core::GateDecided>(&fact))
    ++gate_[static_cast<std::size_t>(gate->decision) % gate_.size()];
  if (const auto* held = std::get_if<core::RuleHeld>(&fact))
    ++(held->mode == core::RuleMode::suggest ? suggested_ : observed_);
  if (const auto* marked = std::get_if<core::BriefMarked>(&fact))
    ++(marked->mark == "useful" ? briefs_useful_ : marked->mark == "wrong" ? briefs_wrong_ : briefs_missing_);
  if (std::holds_alternative<core::DetailAskedAgain>(fact)) ++asked_again_;
  if (const auto* settled = std::get_if<core::OwnershipSettled>(&fact)) note_settled(*settled);
  if (const auto* labels = std::get_if<core::LabelsSettled>(&fact)) note_labels(*labels);
  if (const auto* refused = std::get_if<core::BriefRefused>(&fact)) {
    ++(refused->fallback ? fallbacks_refused_ : briefs_refused_);
    options_.logger->warn("summarizer {}: no brief for {}: {}", refused->plugin, refused->case_id.value, refused->why);
    const auto instance = setup_.get()->plugins.summarizer(refused->fallback);
    if (instance && instance->info().plugin_id == refused->plugin) instance->note_refusal();
  }
}

void Engine::note_settled(const core::OwnershipSettled& settled) {
  if (settled.outcome != "refused") return;
  options_.logger->warn("strategy {} proposed what breaks {}; the built-in default was used", settled.plugin,
                        settled.broke);
  const auto setup = setup_.get();
  for (const auto& [model, instance] : setup->plugins.ownership)
    if (instance->info().plugin_id == settled.plugin) instance->note_refusal();
}

void Engine::note_labels(const core::LabelsSettled& labels) {
  const auto setup = setup_.get();
  if (labels.outcome == "late" && !labels.plugin_version.empty()) {  // an answer, no failure
    const auto& all = setup->plugins.classifiers;
    const auto late = std::find_if(all.begin(), all.end(), [&](const auto& entry) {
      return entry.second->info().plugin_id == labels.plugin;
    });
    if (late != all.end()) late->second->note_late();
  }
  if (labels.outcome != "refused") return;
  options_.logger->warn("classifier {}: labels for {} were refused: {}", labels.plugin, labels.case_id.value,
                        labels.broke);
  if (const auto instance = setup->plugins.classifier(labels.classifier)) instance->note_refusal();
}

Engine::Figures Engine::figures() const {
  Figures figures{customers_->cached(), outbox_->pending(), activity_.under_way(), {}};
  for (std::size_t i = 0; i < gate_.size(); ++i) figures.gate[i] = gate_[i];
  figures.observed = observed_;
  figures.suggested = suggested_;
  figures.briefs_useful = briefs_useful_;
  figures.briefs_wrong = briefs_wrong_;
  figures.briefs_missing = briefs_missing_;
  figures.asked_again = asked_again_;
  figures.briefs_refused = briefs_refused_, figures.fallbacks_refused = fallbacks_refused_;
  return figures;
}

}  // namespace baton::engine
