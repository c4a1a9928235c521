// SPDX-License-Identifier: MIT
// turn.h - one decision in progress. Facts are applied as they are made, so that a later rule sees what an earlier one
// decided, and the state handed back is exactly the fold of the facts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/core/decide.h"
#include "host/core/find.h"
#include "host/core/update_due.h"

namespace baton::core {

class Turn {
 public:
  Turn(CustomerState state, const Policy& policy, Instant now);

  CustomerState& state() { return decision_.state; }
  const CustomerState& state() const { return decision_.state; }
  const Policy& policy() const { return policy_; }
  Instant now() const { return now_; }

  void emit(Fact fact, std::string_view rule);
  void refuse(Refusal refusal);
  bool refused() const { return !decision_.refusals.empty(); }
  Decision take() { return std::move(decision_); }

  // Ids to come. Emit the fact that uses one before asking for the next.
  MessageId next_message() const;
  WorkId next_item() const;
  std::uint64_t next_ask() const;

  Hand& hand_of(const Case& c);

 private:
  Decision decision_;
  const Policy& policy_;
  Instant now_;
};

// Steps that several rules share.
void change_status(Turn& turn, const CaseId& id, CaseStatus to, std::string_view rule, Instant follow_up = {});
void change_owner(Turn& turn, const CaseId& id, const Owner& to, std::string_view reason, std::string_view rule);
void raise_alarm(Turn& turn, std::string key, std::string what, const CaseId& id, std::string_view rule);

// The case, or a refusal that it does not exist.
Case* wanted_case(Turn& turn, const CaseId& id);
// C3 for everything that carries an epoch: false and a refusal when it is not the present one.
bool present_epoch(Turn& turn, const Case& c, std::uint64_t epoch);
// C2: the conversation owner in person, or somebody who may write for the office that owns it.
bool speaks_for_owner(Turn& turn, const Case& c, const AgentId& agent);
// "agent:x" -> x; empty for anything else.
AgentId agent_named(std::string_view actor);

// --- the rules, one file each; `decide` calls the first group, they call each other through the second -----------

void decide_on(Turn& turn, const CustomerWrote& input);
void decide_on(Turn& turn, const CustomerEdited& input);
void decide_on(Turn& turn, const CustomerDeleted& input);
void decide_on(Turn& turn, const CallReported& input);
void decide_on(Turn& turn, const DeliveryReported& input);
void decide_on(Turn& turn, const IdentityChanged& input);
void decide_on(Turn& turn, const PreferenceChanged& input);
void decide_on(Turn& turn, const OutsideWordSeen& input);
void decide_on(Turn& turn, const ChannelNoticed& input);
void decide_on(Turn& turn, const AttachmentFetched& input);
void decide_on(Turn& turn, const AttachmentQuarantined& input);
void decide_on(Turn& turn, const AttachmentLost& input);
void decide_on(Turn& turn, const ReplyWritten& input);
void decide_on(Turn& turn, const BotReplied& input);
void decide_on(Turn& turn, const NoteWritten& input);
void decide_on(Turn& turn, const HandoffAsked& input);
void decide_on(Turn& turn, const AssignAsked& input);
void decide_on(Turn& turn, const ResolveAsked& input);
void decide_on(Turn& turn, const ReopenAsked& input);
void decide_on(Turn& turn, const WaitAsked& input);
void decide_on(Turn& turn, const WorkActed& input);
void decide_on(Turn& turn, const WorkAnswered& input);
void decide_on(Turn& turn, const AnswersDecided& input);
void decide_on(Turn& turn, const PlanAsked& input);
void decide_on(Turn& turn, const PromiseAsked& input);
void decide_on(Turn& turn, const WorkWaitAsked& input);
void decide_on(Turn& turn, const OwnerLeft& input);
void decide_on(Turn& turn, const OwnerReturned& input);
void decide_on(Turn& turn, const MergeAsked& input);
void decide_on(Turn& turn, const SplitAsked& input);
void decide_on(Turn& turn, const LinkAsked& input);
void decide_on(Turn& turn, const UndoAsked& input);
void decide_on(Turn& turn, const EvidenceAsked& input);
void decide_on(Turn& turn, const ApprovalAsked& input);
void decide_on(Turn& turn, const UnknownResultDecided& input);
void decide_on(Turn& turn, const SignalReported& input);
void decide_on(Turn& turn, const QuarantineAsked& input);
void decide_on(Turn& turn, const ErasureAsked& input);
void decide_on(Turn& turn, const OwnershipProposed& input);
void decide_on(Turn& turn, const OwnershipFailed& input);
void decide_on(Turn& turn, const LabelsGiven& input);
void decide_on(Turn& turn, const LabelsFailed& input);
void decide_on(Turn& turn, const BriefMade& input);
void decide_on(Turn& turn, const BriefFailed& input);
void decide_on(Turn& turn, const CandidatesFound& input);
void decide_on(Turn& turn, const TemplatesFound& input);
void decide_on(Turn& turn, const SendAccepted& input);
void decide_on(Turn& turn, const SendFailed& input);
void decide_on(Turn& turn, const LookupAnswered& input);
void decide_on(Turn& turn, const BotUnreachable& input);
void decide_on(Turn& turn, const ClockReached& input);
void decide_on(Turn& turn, const BriefJudged& input);
void decide_on(Turn& turn, const InternalApprovalAsked& input);
void decide_on(Turn& turn, const InternalApprovalGiven& input);
void decide_on(Turn& turn, const CallAsked& input);

// modes.cpp: G14. True: the rule only watches in this lane; what it would have done is on record, once a subject.
bool held_back(Turn& turn, const CaseId& id, const LaneId& lane, std::string_view rule, std::string would,
               std::string subject);
// The same for words that Baton would say by itself; the lane is the case's.
bool kept_silent(Turn& turn, const CaseId& id, std::string_view rule, std::string would, std::string subject);
// first_words.cpp: intent, ids and urgency, asked once (J1); whose message the customer answers.
struct FirstWordsHeard {
  std::string_view text;
  bool urgency = false;  // it says how urgent it is
};
void hear_first_words(Turn& turn, const CaseId& id, const MessageId& message, const FirstWordsHeard& heard);
void ask_first_words(Turn& turn, const CaseId& id);
void take_context(Turn& turn, const CustomerWrote& input, const CaseId& id, const MessageId& message);
// briefing.cpp: B5
void note_asked_again(Turn& turn, const CaseId& id, const std::vector<std::int64_t>& details, const std::string& by);
// calls.cpp: J5
void call_permission(Turn& turn, const ThreadId& thread, bool allowed, Instant until);

// erasing.cpp: everything but the facts goes; what still may happen to a customer who was erased.
void erase_customer(Turn& turn, const std::string& by, std::string_view rule);
void decide_on_erased(Turn& turn, const Input& input);
// keeping.cpp: what is past its time (P1-P3).
void forget_media(Turn& turn);
void forget_content(Turn& turn, const CaseId& id);
// handoff.cpp: the decision to hand over (C4); `decided` says why, where to and by whom.
void begin_handoff(Turn& turn, const CaseId& id, HandoffDecided decided, std::string_view rule);
// briefing.cpp: the host's own brief from what the state knows (B2); `ask` is the question it stands in for.
void make_minimal_brief(Turn& turn, const CaseId& id);
// B2: offers wait for the summarizer no longer. The fallback's brief stands where it is there, else the host's own;
// `why` goes into the history. REQUIRES: offers wait.
void wait_no_more_for_brief(Turn& turn, const CaseId& id, std::string_view why);
// O5: from now on the case is run by this model.
void change_model(Turn& turn, const CaseId& id, const std::string& to, std::string_view why, bool automatic,
    std::string_view rule);
// Its last item is done: back to model A, where the item's lane says so (O5).
void back_down(Turn& turn, const CaseId& id, const LaneId& lane);
// routing.cpp: opens the seat of the conversation's next owner; routes whatever may be routed now.
void open_seat(Turn& turn, const CaseId& id, const LaneId& lane, const AgentId& agent, bool returning,
               std::string_view rule);
void route_items(Turn& turn, const CaseId& id);
void cancel_items(Turn& turn, const CaseId& id, std::string_view reason, std::string_view rule);
// offers.cpp: whether the brief is there that an offer needs (B2); who of these may be offered the item, best first.
bool brief_ready(Turn& turn, const CaseId& id);
std::vector<AgentId> may_be_offered(const Turn& turn, const Item& item, std::vector<Candidate> candidates);
void offer_next(Turn& turn, const WorkId& id, std::int64_t overtaken);
bool offers_held(Turn& turn, const WorkId& id);  // G14
void end_offer(Turn& turn, const WorkId& id, std::string_view how, std::string_view rule);  // to whomever
void end_offer_to(Turn& turn, const WorkId& id, const AgentId& agent, std::string_view how, std::string_view rule);
void end_offers_of(Turn& turn, const AgentId& agent);  // who went away has nothing before them (O7)
void withdraw_others(Turn& turn, const WorkId& id, const AgentId& taker, std::string_view rule);  // taker may be nobody
// R2: the whole pod is asked at once, and the first accept wins.
bool offered_at_once(const CustomerState& state, const Item& item, const Policy& policy);
// O2: the specialist who wrote is offered the conversation, because its owner is not there for the customer.
void offer_takeover(Turn& turn, const CaseId& id, const LaneId& lane, const AgentId& agent);
// gate.cpp: queues a word to the customer and takes it through the gate (W3).
MessageId queue_send(Turn& turn, SendQueued queued, std::string_view rule);
void pass_gate(Turn& turn, const MessageId& id);
void wake_followers(Turn& turn, const ThreadId& thread);  // what waited for an earlier word of the thread
void end_send(Turn& turn, const MessageId& id, SendState state, std::string_view code, std::string_view why,
              std::string_view rule);
// The window is closed: the first of the usable templates, or a hold without a way (W5, T2).
void use_template(Turn& turn, const MessageId& id, const std::vector<UsableTemplate>& usable);
void draft_reply(Turn& turn, const Send& send, std::string_view why, std::string_view rule);
// delivery.cpp: what a failure of the channel means, now or later (W3, W4, W7, T4).
void take_failure(Turn& turn, const SendFailed& failure);
void ask_lookup(Turn& turn, const MessageId& id);
// automation.cpp
void end_burst(Turn& turn, const CaseId& id);
// replies.cpp: G4 for any public word: why its author may not say it; empty = they may.
std::string missing_authority(Turn& turn, const Case& c, const AgentId& author, const std::vector<std::string>& cites);
// requests.cpp (J2, J4)
struct RequestHit;
void take_answer(Turn& turn, const RequestHit& hit, const CustomerWrote& input, const CaseId& id,
    const MessageId& message,
                 const ThreadId& thread);
void request_not_sent(Turn& turn, const Send& send);
void withdraw_requests(Turn& turn, const CaseId& id);
// approvals.cpp (J4): one among ourselves
void remind_of_approval(Turn& turn, const CaseId& id, std::int64_t number);
void expire_approval(Turn& turn, const CaseId& id, std::int64_t number);
void remind_of_request(Turn& turn, const CaseId& id, std::int64_t number);
void expire_request(Turn& turn, const CaseId& id, std::int64_t number);
// settle.cpp: C4: a case that a bot served and whose hand is now people's is open.
void leave_automation(Turn& turn, const HandId& hand);
// triaging.cpp: what the signals of a message or a burst mean for the case (I8, I9, R1-R7, H1-H6).
std::vector<Signal> signals_in(const Policy& policy, std::string_view text);
// The same where the matcher has read the text already. REQUIRES: policy.matcher != nullptr.
std::vector<Signal> signals_of(const Policy& policy, std::string_view text, const std::vector<SignalHit>& hits);
struct MaskedItems {  // of a message (I4)
  std::int64_t count = 0;
  std::vector<std::string> classes = {};
};
void note_signals(Turn& turn, const CaseId& id, const MessageId& message, std::vector<Signal> signals,
                  const MaskedItems& masked);
enum class TurnTaken { nobody = 1, waits, handed_over };  // what triage did with the customer's turn
TurnTaken triage_message(Turn& turn, const CaseId& id, const MessageId& message);
void triage_burst(Turn& turn, const CaseId& id);
LaneId lane_by_signals(Turn& turn, const CaseId& id);  // whose decision it would be (G14)
// I3: who had the case before this one, if that was another issue just resolved and they hold the lane.
AgentId sticky_owner(Turn& turn, const CaseId& id, const LaneId& lane);
// Somebody of first line is sought for it (R4, R5); who answered the customer lately before others (I3).
void seek_first_line(Turn& turn, const CaseId& id, std::string_view rule);
void explain_by_signals(Turn& turn, const CaseId& id, HandoffDecided& decided);  // lane by R3, runners-up (H8-H10)
// classifying.cpp: classifiers beside the rules, within their budget (I9, O6).
struct LabelsWanted {
  bool heard = false;  // the rules know the language
  std::string holds;   // "bot" or "seat": what waits meanwhile
};
// False where there is none to be asked.
bool ask_classifiers(Turn& turn, const CaseId& id, const MessageId& message, const ThreadId& thread,
                     const LabelsWanted& wanted);
void end_questions(Turn& turn, const CaseId& id, bool all);  // those whose time is over, or all
void labels_are_in(Turn& turn, const CaseId& id);            // goes on with what waited, once no question is open
// intake.cpp
void follow_heard_language(Turn& turn, const ThreadId& thread);
// secure_path.cpp: data that does not belong in a chat (I4, I5, H2, H13).
bool speaks_of_sensitive(const std::vector<Signal>& signals);
struct Unsafe {  // why words may not go out on this channel, and where what they are about belongs; empty: they may
  std::string why;
  Way way = Way::form;
  std::string about;
  GateDecision decision() const;
};
struct OutboundWords {
  std::string_view text;
  std::int64_t masked = 0;
  const std::vector<std::string>& classes;
  std::string_view channel;
};
Unsafe unsafe_outbound(const Policy& policy, const OutboundWords& words);
// I5 for words that are no reply: a refusal where they may not go out where the customer wrote last.
bool safe_to_say(Turn& turn, const Case& c, std::string_view text, const std::vector<std::string>& classes);
// The case is about something that does not stay on this channel, and the customer was not told so yet; a bot goes on
// with it in no case.
Unsafe misplaced(const Policy& policy, const Case& c, const Thread& thread, bool bot);
// The customer is pointed where it belongs, once.
void point_elsewhere(Turn& turn, const CaseId& id, Way way, std::string_view about);
void point_by_signals(Turn& turn, const CaseId& id, const std::vector<Signal>& signals);  // H2
void point_by_intent(Turn& turn, const CaseId& id, std::string_view intent);
// settle.cpp
void reopen(Turn& turn, const CaseId& id, std::string_view why, std::string_view rule);
// planning.cpp
void window_at_risk(Turn& turn, const CaseId& id);
void window_closes(Turn& turn, const CaseId& id);
void plan_due(Turn& turn, const CaseId& id);
void plan_again(Turn& turn, const CaseId& id);   // what covered the window until now does so no more
void plan_late(Turn& turn, const CaseId& id);    // escalated when its window is at risk already, or late for it (H7)
// W8: an escalated case whose check-in would fall into the quiet hours is seen to before they begin; 0 = it is not.
Instant last_call_at(const CustomerState& state, const Case& c, const Policy& policy);
void window_moved(Turn& turn, const ThreadId& thread);  // the host's own check-in belonged to the end it had before (W6)
void updated_from_outside(Turn& turn, const CaseId& id,
                          const std::vector<UpdateDue>& dues);  // satisfies what was due (W1)
// finish.cpp: the window ends before the work does: a specialist, and a plan (H7).
void finish_is_late(Turn& turn, const CaseId& id);
// clocks.cpp
void word_heard(Turn& turn, const CaseId& id, const std::vector<UpdateDue>& dues);
void due_missed(Turn& turn, const CaseId& id);
void update_overdue(Turn& turn, const CaseId& id);
void item_ages(Turn& turn, const WorkId& id);
void wait_is_due(Turn& turn, const WorkId& id);
void customer_came_back(Turn& turn, const CaseId& id);
void keep_clocks(Turn& turn);  // at the end of every decision: what pauses, what is promised no more
Instant cover_at(const CustomerState& state, const Case& c,
                 const Policy& policy);  // 0 = its owner is there, or nothing is due
void cover_absent(Turn& turn);  // absence.cpp, at the end of every decision: what is due moves to the lead (O7)
// C3: what an earlier owner planned to say is a draft now; at the same time the host says the purpose in its own words.
void take_over_plans(Turn& turn, const HandId& hand);

}  // namespace baton::core
