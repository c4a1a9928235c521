// SPDX-License-Identifier: MIT
// plugin.cpp - a summarizer that is wrong in the one way that its setting `wrong` says, or in none: the first
// words of the customer as intent, and the first number in them.
#include <algorithm>
#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "test.validate.summarizer_manifest.h"
#include "test.validate.summarizer_schema.h"

namespace {

using namespace baton::sdk;

constexpr std::size_t kIntentMaxBytes = 100;
constexpr std::size_t kNumberMinDigits = 6, kNumberMaxDigits = 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The first run of digits that could be a number of something; empty when there is none.
std::string number_in(std::string_view text) {
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if(at, text.end(), is_digit);
    at = std::find_if_not(begin, text.end(), is_digit);
    const auto count = static_cast<std::size_t>(at - begin);
    if (count >= kNumberMinDigits && count <= kNumberMaxDigits) return std::string(begin, at);
  }
  return {};
}

class Briefs final : public Summarizer {
 public:
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }
  explicit Briefs(const Create& create)
      : wrong_(nlohmann::json::parse(create.config_json).at("wrong").get<std::string>()) {}

  void summarize(const Call&, const baton_transcript_t& transcript, Reply<BriefBuilder> reply) override {
    baton_transcript_t other = transcript;
    if (wrong_ == "answers_for_another_state") ++other.revision;
    BriefBuilder brief(other);
    for (const baton_event_t& event : each(transcript.events, transcript.event_count)) {
      if (event.kind != BATON_EVENT_CUSTOMER_MESSAGE || absent(event.text)) continue;
      const auto text = view(event.text);
      brief.intent = std::string(text.substr(0, detail::fitting_bytes(text, kIntentMaxBytes)));
      brief.intent_source_sequence = event.sequence;
      if (auto number = number_in(text); !number.empty()) brief.add_detail("number", number, event.sequence);
      break;
    }
    if (wrong_ == "invents_a_number") brief.add_detail("number", "99999999", 1);
    if (wrong_ == "names_no_event") brief.add_step("restarted it", 4711);
    if (wrong_ == "names_nothing") brief.add_step("restarted it", 0);
    if (wrong_ == "tells_everything") brief.reason = std::string(transcript.max_chars + 1, 'a');
    reply.send(std::move(brief));
  }

 private:
  const std::string wrong_;
};

}  // namespace

BATON_EXPORT_PLUGIN(Briefs)
