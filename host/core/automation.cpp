// SPDX-License-Identifier: MIT
// automation.cpp - the bot's turn: its confidence, its strikes, its silence after the handoff (H8-H11, H14, I8).
#include "host/core/modes.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

void stale_word(Turn& turn, const Case& c, const BotReplied& input) {
  const auto& hand = turn.hand_of(c);
  turn.emit(BotStale{c.id, turn.now(), input.text.ref}, "H14");
  const auto& now_stale = turn.state().cases.at(c.id).automation;
  const bool too_many =
      static_cast<std::int64_t>(now_stale.stale.size()) >= turn.policy().stale_max && !now_stale.muted;
  if (too_many && !held_back(turn, c.id, LaneId{c.lane}, "H14", "silence the bot for this case", "stale")) {
    turn.emit(BotMuted{c.id, true}, "H14");
    raise_alarm(turn, "bot_stale:" + c.id.value, "bot " + input.bot.value + " keeps writing on a case it no longer owns",
                c.id, "H14");
  }
  turn.refuse({Refusal::Kind::stale_epoch, "bot " + input.bot.value + " does not own this conversation",
               "be silent until the case is resolved or given back", to_string(hand.owner), hand.epoch});
}

void hand_over(Turn& turn, const CaseId& id, std::string_view rule, const BotReplied* turn_taken, std::string signal,
               std::string runner_up) {
  HandoffDecided decided;
  decided.trigger = std::string(rule);
  decided.by = turn_taken == nullptr ? "host" : "bot:" + turn_taken->bot.value;
  decided.reason = "next_step";
  decided.signals.push_back({std::move(signal), 1000, {}, 0, 0});
  if (!runner_up.empty()) decided.runners_up.push_back(std::move(runner_up));
  explain_by_signals(turn, id, decided);
  begin_handoff(turn, id, std::move(decided), rule);
}

// I8: a burst is one strike, however many of its fragments the bot could not answer. A fallback beyond the fragments is
// the bot repeating itself, and counts again.
bool another_strike(const Automation& automation) {
  return automation.fallbacks == 1 || automation.fallbacks > automation.fragments;
}

bool strike(Turn& turn, const CaseId& id, const char* why) {
  const auto strikes = turn.state().cases.at(id).automation.strikes + 1;
  turn.emit(StrikeCounted{id, strikes, why}, "H9");
  return strikes >= turn.policy().strikes_max;
}

// The customer does not get it; people see what the bot wanted to say.
void keep(Turn& turn, const BotReplied& input, const Unsafe& unsafe, GateDecision decision, std::string_view rule) {
  const auto message = turn.next_message();
  turn.emit(ReplyDrafted{input.case_id, message, "bot:" + input.bot.value, input.text.ref, unsafe.why}, rule);
  turn.emit(GateDecided{message, decision, HoldReason::none, unsafe.why, {}, {}, {}}, rule);
}

}  // namespace

void decide_on(Turn& turn, const BotReplied& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const auto id = c->id;
  const auto& hand = turn.hand_of(*c);
  const auto* owner = std::get_if<BotOwner>(&hand.owner);
  const bool mine = owner != nullptr && owner->id == input.bot && hand.epoch == input.epoch;
  if (!mine || c->status != CaseStatus::automated) return stale_word(turn, *c, input);
  if (c->automation.muted) {  // W1: somebody else is talking
    turn.refuse({Refusal::Kind::not_allowed, "bot " + input.bot.value + " is silent on this case", "a person is talking to the customer",
                 to_string(hand.owner), hand.epoch});
    return;
  }
  const auto* thread = input.thread.empty() ? newest_thread(turn.state(), *c) : find(turn.state().threads, input.thread);
  if (thread == nullptr || !on_thread(*c, thread->id)) {
    turn.refuse({Refusal::Kind::not_found, "thread " + input.thread.value + " is not of case " + id.value,
                 "leave `thread` out to answer where the customer wrote last", {}, 0});
    return;
  }

  if (auto unsafe = unsafe_outbound(turn.policy(), {input.text.text, input.masked, input.classes, thread->channel});
      !unsafe.why.empty()) {
    keep(turn, input, unsafe, unsafe.decision(), "I5");
    return point_elsewhere(turn, id, unsafe.way, unsafe.about);
  }
  if (const auto elsewhere = misplaced(turn.policy(), *c, *thread, true); !elsewhere.why.empty()) {
    keep(turn, input, elsewhere, GateDecision::other_channel, "H13");
    return point_by_intent(turn, id, elsewhere.about);
  }

  const auto answers_on = thread->id;
  const auto turns = c->automation.turns + 1;
  turn.emit(BotTurnTaken{id, turns, input.confidence_permille, input.fallback, input.intent}, "H10");
  const auto least = turn.policy().bot_confidence_min_permille;
  const auto turn_number = std::to_string(turns);
  if (input.confidence_permille && *input.confidence_permille < least &&
      !held_back(turn, id, lane_by_signals(turn, id), "H10", "hand over instead of a guess", turn_number)) {
    const auto signal = "confidence " + std::to_string(*input.confidence_permille) + " under " + std::to_string(least);
    return hand_over(turn, id, "H10", &input, signal, input.fallback ? "H9" : "");
  }
  if (input.fallback && another_strike(turn.state().cases.at(id).automation) && strike(turn, id, "fallback") &&
      !held_back(turn, id, lane_by_signals(turn, id), "H9", "hand over on the third strike", turn_number))
    return hand_over(turn, id, "H9", &input, "third strike: fallback", "");

  SendQueued queued;
  queued.case_id = id;
  queued.thread = answers_on;
  queued.epoch = input.epoch;
  queued.author = "bot:" + input.bot.value;
  queued.purpose = SendPurpose::bot_reply;
  queued.text = input.text.ref;
  // H11: the way to a person is shown on the first automated message, on each fallback and every fifth turn.
  const bool reminder = turns == 1 || input.fallback || turns % turn.policy().reminder_every_turns == 0;
  if (reminder && !kept_silent(turn, id, "H11", "add the way to a person to the bot's words", turn_number))
    queued.suffix = "way_to_person";
  queue_send(turn, std::move(queued), "H11");
}

void decide_on(Turn& turn, const BotUnreachable& input) {
  const auto* c = find(turn.state().cases, input.case_id);
  if (c == nullptr) return;
  turn.emit(BotGaveUp{input.case_id, input.bot, input.why}, "H11");
  const auto& owner = turn.hand_of(*c).owner;
  const auto* bot = std::get_if<BotOwner>(&owner);
  if (bot == nullptr || bot->id != input.bot || c->status != CaseStatus::automated) return;
  raise_alarm(turn, "bot_unreachable:" + input.bot.value, "bot " + input.bot.value + " cannot be reached", input.case_id, "H11");
  hand_over(turn, input.case_id, "bot_unreachable", nullptr, "the bot cannot be reached", "");
}

void end_burst(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  const auto burst = c.burst;
  const auto& said = c.automation.said;
  const bool repeated =
      burst.fingerprint != 0 && std::find(said.begin(), said.end(), burst.fingerprint) != said.end();
  const bool struck = c.automation.fallbacks > 0;  // for this burst already
  turn.emit(BurstEnded{id, burst.fragments, burst.fingerprint}, "I8");
  end_questions(turn, id, true);  // the turn is over: the rules' decision stands with what labels there are
  triage_burst(turn, id);
  const bool strikes = !struck && repeated && turn.state().cases.at(id).status == CaseStatus::automated;
  if (strikes && strike(turn, id, "repetition") &&
      !held_back(turn, id, lane_by_signals(turn, id), "H9", "hand over on the third strike",
                 std::to_string(turn.state().cases.at(id).automation.said.size())))
    hand_over(turn, id, "H9", nullptr, "third strike: said again without a new detail", "");
  const auto& waits = turn.state().cases.at(id).triage;
  if (!waits.bot_waits.empty() || waits.seat_waits) labels_are_in(turn, id);
}

}  // namespace baton::core
