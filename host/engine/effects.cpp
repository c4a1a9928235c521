// SPDX-License-Identifier: MIT
// effects.cpp - questions and alarms; sends, bots and media are in effects_remote.cpp.
#include "host/engine/effects.h"

#include <algorithm>

#include "host/core/classifying.h"
#include "host/core/find.h"
#include "host/core/ownership.h"
#include "host/engine/forgetting.h"
#include "host/engine/views.h"
#include "host/ledger/codec.h"
#include "host/plugin/str.h"
#include "host/plugin/translate_strategy.h"

namespace baton::engine {
namespace {

constexpr std::uint32_t kProposeBudgetMs = 2000;

std::string why(baton_status_t status, const baton_error_t* error) {
  auto text = "status " + std::to_string(status);
  if (error != nullptr) text += ": " + std::string(plugin::message_of(*error));
  return text;
}

// O4a: how many items wait in the lane, as far as the desk's mark wants to know it.
std::int64_t waiting_in(ledger::Ledger& ledger, const core::Policy& policy, const core::LaneId& lane) {
  constexpr int kCountedMax = 1000;
  if (lane.empty() || !policy.has_desk()) return 0;
  const auto rows = ledger.work(lane.value, {}, kCountedMax);
  return std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.state == "open" || row.state ==
      "offered"; });
}

// A strategy may give its model a name of its own: asked again about such a case, it is the default's turn again.
std::shared_ptr<plugin::Instance> strategy_of(const Plugins& plugins, const std::string& model,
                                              const std::string& default_model) {
  const bool built_in = model == core::kL1Owns || model == core::kReassign || model == core::kControlTower;
  return plugins.ownership_for(built_in || plugins.ownership.contains(model) ? model : default_model, default_model);
}

// What a strategy was shown are those who can be asked now; anybody else is no answer (O6).
bool was_offered(const plugin::CaseView& view, const core::AgentId& agent) {
  return view.owner == "agent:" + agent.value ||
         std::any_of(view.candidates.begin(), view.candidates.end(),
                     [&](const plugin::CandidateView& candidate) { return candidate.agent == agent.value; });
}

}  // namespace

void Effects::carry_out(const Row& row) {
  const auto effect = ledger::effect_from_json(row.kind, row.version, row.json);
  if (!effect) {
    options_.outbox->buried(row.id, "an effect this program does not know: " + row.kind);
    return;
  }
  std::visit([&](const auto& known) { run(row, known); }, *effect);
}

void Effects::answer(const Row& row, core::Input input, std::string actor) {
  Origin origin;
  origin.actor = std::move(actor);
  origin.settles = row.id;
  origin.own = true;
  const auto id = row.id;
  options_.customers->submit(core::CustomerId{row.stream}, std::move(input), std::move(origin), [this, id](const Outcome&) { options_.outbox->finished(id); });
}

void Effects::postpone(const Row& row, core::Millis after, const std::string& reason) {
  options_.outbox->postponed(row.id, options_.clock->now() + after, reason);
}

void Effects::when_stored(const Row& row, bool stored) {
  if (stored) return options_.outbox->finished(row.id);
  postpone(row, core::kSecond, "the store could not take its outcome");
}

void Effects::run(const Row& row, const core::AskOwnership& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) {
    std::int64_t waiting = 0;
    const auto failed = [&](std::string plugin, std::string reason) {
      answer(row, core::OwnershipFailed{effect.case_id, effect.ask, std::move(plugin), std::move(reason), waiting},
          "host");
    };
    const auto view = case_view(customer, effect.case_id, options_.offering->candidates({}));
    if (!view) return failed({}, "no such case");
    const auto& c = customer.state().cases.at(effect.case_id);
    const auto setup = options_.setup->get();
    const auto& policy = setup->policy();
    waiting = waiting_in(*options_.ledger, policy, c.handoff.lane);
    const auto model = core::model_of_handoff(c, policy, waiting, customer.now()).model;
    const auto instance = strategy_of(setup->plugins, model, policy.default_model);
    if (!instance) return failed({}, "no strategy is enabled for model " + model + "; the host's own rule decides");
    plugin::CallInfo call;
    call.budget_ms = kProposeBudgetMs;
    call.trace_id = effect.case_id.value;
    auto token = options_.activity->begin_shared();
    instance->propose(plugin::case_record(*view), call, [this, row, effect, instance, token, waiting,
        shown = *view](const plugin::Outcome<baton_proposal_t>& outcome) {
      const auto& info = instance->info();
      if (outcome.status != BATON_OK) {
        answer(row, core::OwnershipFailed{effect.case_id, effect.ask, info.plugin_id, why(outcome.status,
            outcome.error), waiting}, "plugin:" + info.plugin_id);
        return;
      }
      auto proposed = plugin::proposed(*outcome.value);
      if (proposed.action == "agent" && !was_offered(shown, proposed.agent)) {
        options_.logger->warn("strategy {} names agent {} for {}, who was no candidate", info.plugin_id,
                              proposed.agent.value, effect.case_id.value);
        proposed.agent = {};  // whom nobody offered is nobody: the rules refuse it, and the built-in default stands
      }
      proposed.case_id = effect.case_id;
      proposed.ask = effect.ask;
      proposed.plugin = info.plugin_id;
      proposed.plugin_version = info.plugin_version;
      proposed.waiting = waiting;
      answer(row, std::move(proposed), "plugin:" + info.plugin_id);
    });
  });
}

void Effects::run(const Row& row, const core::AskBrief& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) {
    auto view = transcript_view(customer, effect.case_id);
    const auto instance = options_.setup->get()->plugins.summarizer(effect.fallback);
    if (!view || !instance) {
      answer(row, core::BriefFailed{effect.case_id, effect.ask, {}, view ? "no summarizer is enabled" : "no such case"}, "host");
      return;
    }
    plugin::CallInfo call;
    call.budget_ms = static_cast<std::uint32_t>(customer.policy().brief_budget_ms);
    call.trace_id = effect.case_id.value;
    auto token = options_.activity->begin_shared();
    instance->summarize(plugin::transcript_record(std::move(*view)), call, [this, row, effect, instance, token](const plugin::Outcome<baton_brief_t>& outcome) {
      const auto& info = instance->info();
      if (outcome.status != BATON_OK) {
        answer(row, core::BriefFailed{effect.case_id, effect.ask, info.plugin_id, why(outcome.status, outcome.error)}, "plugin:" + info.plugin_id);
        return;
      }
      auto made = plugin::brief_made(*outcome.value);
      made.case_id = effect.case_id;
      made.ask = effect.ask;
      made.plugin = info.plugin_id;
      made.plugin_version = info.plugin_version;
      answer(row, std::move(made), "plugin:" + info.plugin_id);
    });
  });
}

void Effects::run(const Row& row, const core::AskClassifier& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) {
    const auto setup = options_.setup->get();
    const auto* policy = core::classifier_named(setup->policy(), effect.classifier);
    const auto instance = setup->plugins.classifier(effect.classifier);
    auto view = message_view(customer, effect.case_id, effect.message);
    if (policy == nullptr || !instance || !view) {
      answer(row, core::LabelsFailed{effect.case_id, effect.ask, policy == nullptr ? std::string{} : policy->plugin,
                                     view ? "it is not running" : "no such message"}, "host");
      return;
    }
    plugin::CallInfo call;
    call.budget_ms = static_cast<std::uint32_t>(policy->budget_ms);
    call.trace_id = effect.case_id.value;
    auto words = core::label_words(*policy, setup->policy());
    auto token = options_.activity->begin_shared();
    instance->classify(plugin::message_record(std::move(*view)), call, [this, row, effect, instance, token,
        words = std::move(words)](const plugin::Outcome<plugin::Labels>& outcome) {
      const auto& info = instance->info();
      if (outcome.status != BATON_OK) {
        answer(row, core::LabelsFailed{effect.case_id, effect.ask, info.plugin_id, why(outcome.status,
            outcome.error)}, "plugin:" + info.plugin_id);
        return;
      }
      auto judged = core::judge_labels(plugin::labels_given(*outcome.value), words);
      answer(row, core::LabelsGiven{effect.case_id, effect.ask, info.plugin_id, info.plugin_version,
                                    std::move(judged.labels), std::move(judged.fault)}, "plugin:" + info.plugin_id);
    });
  });
}

void Effects::run(const Row& row, const core::AskCandidates& effect) {
  options_.offering->look_for(effect.item, row.id,
                              [this, id = row.id](const Outcome&) { options_.outbox->finished(id); });
}

void Effects::run(const Row& row, const core::AskTemplates& effect) {
  auto found = options_.office->templates(effect.connector, effect.message, effect.purpose, effect.name, effect.language);
  answer(row, std::move(found), "channel:" + effect.connector.value);
}

void Effects::run(const Row& row, const core::MarkTemplate& effect) {
  options_.office->mark_template(effect.connector, effect.name, effect.language, effect.code, row.id, [this, row](bool stored) { when_stored(row, stored); });
}

void Effects::run(const Row& row, const core::CheckTemplates& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) {
    const auto* thread = core::find(customer.state().threads, effect.thread);
    const auto& policy = customer.policy();
    const auto purpose = effect.purpose.empty() ? policy.default_purpose : effect.purpose;
    const auto connector = thread == nullptr ? policy.connectors.end() : policy.connectors.find(thread->connector);
    const bool asks = connector != policy.connectors.end() && connector->second.channel.templates &&
                      policy.purposes.contains(purpose);
    if (!asks) return nothing_to_do(row);
    options_.office->check_purpose_of(thread->connector, purpose, thread->language, effect.case_id, row.id,
                                      [this, row](bool stored) { when_stored(row, stored); });
  });
}

void Effects::run(const Row& row, const core::EraseBlobs& effect) {
  if (options_.blobs == nullptr) return postpone(row, core::kMinute, "no store of attachments is at hand");
  for (const auto& blob : effect.blobs) options_.blobs->erase(blob);
  nothing_to_do(row);
}

// P1: what goes is found and deleted beside the work. A host that stops before the end begins again.
void Effects::run(const Row& row, const core::ForgetContent& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) {
    options_.aside([this, row, forgetting = Forgetting(customer.state(), effect.case_id)] {
      if (!options_.ledger->forget_content(row.stream, forgetting.content(*options_.ledger)))
        return postpone(row, core::kMinute, "the store cannot be written");
      nothing_to_do(row);
    });
  });
}

void Effects::run(const Row& row, const core::RaiseAlarm& effect) {
  options_.office->raise_alarm(
      effect.key, effect.what, effect.case_id, row.id, [this, row](bool stored) { when_stored(row, stored); },
      effect.party);
}

}  // namespace baton::engine
