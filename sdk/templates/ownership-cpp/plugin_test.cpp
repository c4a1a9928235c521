// SPDX-License-Identifier: MIT
// The whole plugin through its tables, as a host drives it.
#include <baton/testing_plugin.hpp>

#include "check.h"

namespace {

using namespace baton::sdk;
using namespace baton::sdk::testing;

// What the plugin proposes when tess, of the technical lane, has this load.
Proposal asked(FakeHost& host, Loaded& plugin, const char* wanted_lane, std::uint32_t load_milliunits) {
  const baton_str_t lanes[] = {str("technical")};
  const baton_str_t languages[] = {str("en")};
  auto tess = make_record<baton_candidate_t>();
  tess.agent_id = str("tess");
  tess.lanes = lanes;
  tess.lane_count = 1;
  tess.languages = languages;
  tess.language_count = 1;
  tess.load_milliunits = load_milliunits;
  tess.capacity_milliunits = 5000;
  const baton_candidate_t* candidates[] = {&tess};
  OwnershipQuestion question("handoff", "technical", wanted_lane);
  question.view.language = str("en");
  question.view.candidates = candidates;
  question.view.candidate_count = 1;
  host.proposals.clear();
  expect(plugin.propose(question.view) == BATON_OK, "the question is answered at once");
  expect(host.proposals.size() == 1, "and once");
  return host.proposals.at(0).answer;
}

bool makes_an_instance(const char* settings) {
  FakeHost host;
  try {
    const Loaded plugin(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, settings);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

int main() {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, R"({"max_load_permille": 800})");
  plugin.start();

  auto proposal = asked(host, plugin, "technical", 1000);
  expect(proposal.action == BATON_OWNER_AGENT && proposal.agent_id == "tess", "tess has room");
  expect(proposal.record().revision == 31, "the answer is for the case as it was");
  proposal = asked(host, plugin, "technical", 4500);
  expect(proposal.action == BATON_OWNER_LANE && proposal.lane == "technical", "tess has none: the lane's lead");
  expect(host.logged(BATON_LOG_INFO), "and the operator can see why");
  proposal = asked(host, plugin, "", 0);
  expect(proposal.action == BATON_OWNER_KEEP, "who asks for no lane changes nothing");
  expect(!makes_an_instance(R"({"max_load_permille": "many"})"), "wrong settings make no instance");
  return done();
}
