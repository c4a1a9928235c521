// SPDX-License-Identifier: MIT
// The whole plugin through its tables, as a host drives it.
#include <baton/testing_plugin.hpp>

#include "check.h"

namespace {

using namespace baton::sdk;
using namespace baton::sdk::testing;

struct Said {
  baton_event_kind_t kind;
  const char* author;
  const char* text;
};

BriefBuilder asked(FakeHost& host, Loaded& plugin, const std::vector<Said>& conversation) {
  std::vector<baton_event_t> events;
  std::vector<const baton_event_t*> pointers;
  for (const Said& said : conversation) {
    auto event = make_record<baton_event_t>();
    event.kind = said.kind;
    event.author_id = str(said.author);
    event.text = str(said.text);
    event.sequence = events.size() + 1;
    events.push_back(event);
  }
  for (const auto& event : events) pointers.push_back(&event);
  auto trigger = make_record<baton_trigger_t>();
  trigger.question = str("Where is it?");
  auto seen = make_record<baton_case_view_t>();
  seen.status = BATON_CASE_ESCALATED;
  seen.trigger = &trigger;
  auto transcript = make_record<baton_transcript_t>();
  transcript.revision = 31;
  transcript.view = &seen;
  transcript.events = pointers.empty() ? nullptr : pointers.data();
  transcript.event_count = static_cast<std::uint32_t>(pointers.size());
  host.briefs.clear();
  expect(plugin.summarize(transcript) == BATON_OK, "the question is answered at once");
  expect(host.briefs.size() == 1, "and once");
  return host.briefs.at(0).answer;
}

}  // namespace

int main() {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_SUMMARIZER_FACTORY, R"({"max_numbers": 8})");
  plugin.start();

  auto brief = asked(host, plugin,
                     {{BATON_EVENT_CUSTOMER_MESSAGE, "", "ORD-123456 is late."},
                      {BATON_EVENT_BOT_MESSAGE, "host", "Thank you, a person takes over."},
                      {BATON_EVENT_AGENT_MESSAGE, "agent:ana", "I look it up."}});
  expect(brief.intent == "ORD-123456 is late." && brief.intent_source_sequence == 1, "what the customer began with");
  expect(brief.details.size() == 1 && brief.details[0].value == "ORD-123456", "the number they named");
  expect(brief.steps.size() == 1 && brief.steps[0].source_sequence == 3, "courtesy words of the host are no step");
  expect(brief.steps_state == BATON_STEPS_LISTED, "the steps are announced");
  expect(brief.decision_needed == "Where is it?", "what the specialist is asked");
  expect(brief.record().revision == 31, "the answer is for the case as it was");

  brief = asked(host, plugin, {});
  expect(!brief.intent.empty() && !brief.status.empty(), "a brief is never without intent and status (B2)");
  expect(brief.steps_state == BATON_STEPS_NONE, "none attempted is a value");
  return done();
}
