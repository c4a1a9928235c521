// SPDX-License-Identifier: MIT
// facts.h - what was decided, in the past tense. The history of a customer is a list of these and nothing else; state
// is what they add up to. Names and versions are stored: a record may gain fields (readers default them) and is never
// renamed; a change of meaning is a new version.
#pragma once

#include "host/core/facts_case.h"
#include "host/core/facts_moments.h"
#include "host/core/facts_privacy.h"
#include "host/core/facts_send.h"
#include "host/core/facts_triage.h"
#include "host/core/facts_work.h"
#include "host/core/one_of.h"

namespace baton::core {

using Fact = OneOf<
    // facts_case.h
    CustomerCreated, AddressAdded, Erased, ZoneLearned, NameLearned, ThreadOpened, WindowOpened, WindowCorrected,
    WindowAtRisk, WindowClosed, ConsentChanged, ReachabilityChanged, CaseOpened, ThreadJoined, MessageReceived,
    MessageEdited, MessageDeleted, CallRecorded, OutsideWordRecorded, NoticeRecorded, AttachmentStored,
    AttachmentMissed, BurstEnded, StatusChanged, OwnerChanged, AgentLeft, AgentReturned, LaneChanged, HandsJoined,
    HandParted, CasesMerged, MergeUndone, CaseSplit, CasesLinked, LinkUndone, NoteAdded, CaseResolved, CaseReopened,
    SolvePending, AlarmRaised, BotAsked, BotTurnTaken, StrikeCounted, BotStale, BotMuted, BotGaveUp, SignalsSeen,
    Triaged, SegmentChanged, AtRiskChanged, BehaviourSeen, LanguageChanged, SecurePathOffered, SecurePathEnded,
    LabelsAsked, LabelsSettled,
    // facts_work.h
    HandoffDecided, OwnershipAsked, OwnershipSettled, ModelChanged, DeskHeld, SeatOpened, WorkOpened, BriefAsked,
    BriefReady, BriefRefused, BriefStands, CandidatesAsked, CandidatesGiven, OfferMade, OfferEnded, ItemTaken,
    ItemReleased, AnswerGiven, AnswersWeighed, ItemEnded, PlanMade, PlanEnded, PlanMissing, PlanPostponed, PromiseMade,
    PromiseEnded, PromiseProposed, DueSettled, UpdateOverdue, ItemWaits, ItemWaitEnded, ItemAged, ItemEstimated,
    FinishLate, ClockPaused, ClockResumed,
    RequestMade, RequestReminded, RequestAnswered, EvidenceTied, RequestEnded, RequestStale,
    // facts_send.h
    SendQueued, GlassBroken, ReplyDrafted, TemplatesAsked, GateDecided, SendAttempted, SendConfirmed, SendReported,
    SendDeferred, SendEnded, ResultUnknown, LookupAsked, TemplateFailed, ReplyWithheld, WithheldEnded,
    // facts_privacy.h
    QuarantineKept, QuarantineLooked, MediaForgotten, ContentForgotten, OtherWayNamed,
    // facts_moments.h
    RuleHeld, IntakeHeard, IntakeAsked, ContextTaken, BriefMarked, DetailAskedAgain, CallPermissionAsked,
    CallPermissionChanged>;

// A fact with the code of the rule that made it.
struct Ruled {
  Fact fact;
  std::string rule;
};

}  // namespace baton::core
