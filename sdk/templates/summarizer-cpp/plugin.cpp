// SPDX-License-Identifier: MIT
// Glue only: from the transcript to rule.h and back to a brief.
#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "rule.h"
#include "{{id}}_manifest.h"
#include "{{id}}_schema.h"

namespace {

using namespace baton::sdk;
using first_words::By;

class FirstWords final : public Summarizer {
 public:
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  // The host has checked the settings against config.schema.json and filled in the defaults.
  explicit FirstWords(const Create& create)
      : max_numbers_(nlohmann::json::parse(create.config_json).at("max_numbers").get<std::size_t>()) {}

  void summarize(const Call&, const baton_transcript_t& transcript, Reply<BriefBuilder> reply) override {
    const auto found = first_words::brief_of(lines(transcript), max_numbers_);
    const baton_case_view_t& seen = *transcript.view;
    BriefBuilder brief(transcript);
    brief.intent = found.intent.text;
    brief.intent_source_sequence = found.intent.source;
    brief.segment = copy(seen.segment);
    brief.status = seen.status == BATON_CASE_ESCALATED ? "a specialist is asked" : "first line has it";
    if (seen.trigger != nullptr) {
      brief.reason = copy(seen.trigger->reason);
      brief.decision_needed = copy(seen.trigger->question);
    }
    brief.steps_state = BATON_STEPS_NONE;  // "none attempted" is a value; add_step() says that there are some
    for (const auto& number : found.numbers) brief.add_detail("number", number.text, number.source);
    for (const auto& step : found.steps) brief.add_step(step.text, step.source);
    reply.send(std::move(brief));
  }

 private:
  // Everything a person would call a message; the host's own courtesy words are no step.
  static std::vector<first_words::Line> lines(const baton_transcript_t& transcript) {
    std::vector<first_words::Line> found;
    for (const baton_event_t& event : each(transcript.events, transcript.event_count)) {
      const bool ours = event.kind == BATON_EVENT_AGENT_MESSAGE || event.kind == BATON_EVENT_BOT_MESSAGE ||
                        event.kind == BATON_EVENT_WORK_ANSWER;
      if (event.kind == BATON_EVENT_CUSTOMER_MESSAGE)
        found.push_back({By::customer, copy(event.text), event.sequence});
      else if (ours && view(event.author_id) != "host")
        found.push_back({By::us, copy(event.text), event.sequence});
    }
    return found;
  }

  const std::size_t max_numbers_;
};

}  // namespace

BATON_EXPORT_PLUGIN(FirstWords)
