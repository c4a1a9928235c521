// SPDX-License-Identifier: MIT
// ownership_checks.cpp - a proposal names what was offered: the host refuses anything else.
#include <algorithm>

#include "host/plugin/str.h"
#include "host/validate/check.h"
#include "host/validate/stage.h"

namespace baton::validate {
namespace {

// What is kept of a proposal.
struct Proposed {
  Ended ended;
  baton_owner_action_t action = BATON_OWNER_KEEP;
  std::uint64_t revision = 0;
  std::string lane, agent;
  std::vector<std::pair<std::string, std::string>> work;  // lane and agent of each item
};

Proposed propose(Stage& stage, Question& question) {
  Proposed made;
  made.ended = stage.propose(question, [&](const baton_proposal_t& proposal) {
    made.action = proposal.action;
    made.revision = proposal.revision;
    made.lane = plugin::text_of(proposal.lane);
    made.agent = plugin::text_of(proposal.agent_id);
    for (std::uint32_t i = 0; i < proposal.work_item_count; ++i)
      made.work.emplace_back(plugin::text_of(proposal.work_items[i]->lane),
                             plugin::text_of(proposal.work_items[i]->agent_id));
  });
  return made;
}

Verdict unanswered(const Proposed& made) { return skipped("it did not answer: " + made.ended.message); }

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Verdict look_at(const Proposed& made, const Question& question) {
  if (made.action > BATON_OWNER_DESK)
    return failed("it proposed action " + std::to_string(made.action), "propose KEEP, LANE, AGENT or DESK");
  if (made.action == BATON_OWNER_AGENT && !holds(question.candidates(), made.agent))
    return failed("it proposed agent \"" + made.agent + "\", who was not offered",
                  "choose one of view->candidates, or KEEP");
  if (made.action == BATON_OWNER_LANE && !holds(question.lanes(), made.lane))
    return failed("it proposed lane \"" + made.lane + "\", which was not offered",
                  "choose one of view->lanes, or KEEP");
  for (const auto& [lane, agent] : made.work) {
    if (!lane.empty() && !holds(question.lanes(), lane))
      return failed("it opens work in lane \"" + lane + "\", which was not offered",
                    "choose one of view->lanes");
    if (!agent.empty() && !holds(question.candidates(), agent))
      return failed("it gives work to \"" + agent + "\", who was not offered",
                    "choose one of view->candidates");
  }
  return passed();
}

Verdict chooses_from_candidates(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    Question question(subject.kind, subject.samples);
    const auto made = propose(stage, question);
    return made.ended.status == BATON_OK ? look_at(made, question) : unanswered(made);
  });
}

Verdict revision_copied(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    Question question(subject.kind, subject.samples);
    const auto made = propose(stage, question);
    if (made.ended.status != BATON_OK) return unanswered(made);
    if (made.revision == question.revision()) return passed();
    return failed("it answered for revision " + std::to_string(made.revision) + ", asked about " +
                      std::to_string(question.revision()),
                  "copy view->revision: the host drops what was decided on another state");
  });
}

Verdict no_candidates(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    Oddity oddity;
    oddity.no_candidates = true;
    Question question(subject.kind, subject.samples, oddity);
    const auto made = propose(stage, question);
    if (made.ended.status != BATON_OK)
      return failed("it fails when nobody is there: " + made.ended.message,
                    "propose KEEP, a lane or the desk");
    return look_at(made, question);
  });
}

Verdict capacity_respected(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    for (std::size_t roomy = 0; roomy < 3; ++roomy) {
      Oddity oddity;
      oddity.roomy = roomy;
      Question question(subject.kind, subject.samples, oddity);
      const auto made = propose(stage, question);
      if (made.ended.status != BATON_OK || made.action != BATON_OWNER_AGENT) continue;
      if (made.agent != question.candidates().at(roomy))
        return failed(
            "it proposed " + made.agent + ", who is full, and " + question.candidates().at(roomy) + " is not",
            "compare load_milliunits with capacity_milliunits");
    }
    return passed();
  });
}

}  // namespace

std::vector<Check> ownership_checks() {
  const std::vector<plugin::Kind> kind = {plugin::Kind::kOwnership};
  return {
      {"chooses-from-candidates", "who and what it proposes was offered", Weight::fails, Where::both, kind,
       chooses_from_candidates},
      {"revision-copied", "it answers for the state it was asked about", Weight::fails, Where::both, kind,
       revision_copied},
      {"no-candidates", "where nobody is there it proposes nobody", Weight::fails, Where::both, kind,
       no_candidates},
      {"capacity-respected", "it gives nothing to who is full while another is not", Weight::warns,
       Where::both, kind, capacity_respected},
  };
}

}  // namespace baton::validate
