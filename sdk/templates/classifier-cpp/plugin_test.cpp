// SPDX-License-Identifier: MIT
// The whole plugin through its tables, as a host drives it.
#include <baton/testing_plugin.hpp>

#include "check.h"

namespace {

using namespace baton::sdk;
using namespace baton::sdk::testing;

std::vector<Label> asked(FakeHost& host, Loaded& plugin, baton_event_kind_t kind, const char* words) {
  auto event = make_record<baton_event_t>();
  event.kind = kind;
  event.text = str(words);
  host.labels.clear();
  expect(plugin.classify(event) == BATON_OK, "the question is answered at once");
  expect(host.labels.size() == 1, "and once");
  return host.labels.at(0).answer.labels;
}

}  // namespace

int main() {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_CLASSIFIER_FACTORY,
                R"({"intent": "refund", "phrases": ["what i paid"], "score_permille": 900})");
  plugin.start();
  const auto labels = asked(host, plugin, BATON_EVENT_CUSTOMER_MESSAGE, "You still have what I paid!");
  expect(labels.size() == 1 && labels[0].scheme == "intent" && labels[0].value == "refund", "the intent is named");
  expect(labels.size() == 1 && labels[0].score_permille == 900, "as surely as configured");
  expect(asked(host, plugin, BATON_EVENT_CUSTOMER_MESSAGE, "Hello").empty(), "nothing to say is an answer");
  expect(asked(host, plugin, BATON_EVENT_AGENT_MESSAGE, "What I paid").empty(), "our own words have no intent");

  Loaded wordless(host, baton_entry_v0(), BATON_CLASSIFIER_FACTORY,
                  R"({"intent": "refund", "phrases": ["?!"], "score_permille": 900})");
  expect(wordless.init() == BATON_INVALID_ARGUMENT, "a phrase without a word starts nothing");
  expect(wordless.error().code == "/phrases", "and the operator is told which setting it is");
  return done();
}
