// SPDX-License-Identifier: MIT
// evolve_parts.h - one overload per fact; internal to evolve*.cpp. None of them decides anything.
#pragma once

#include "host/core/find.h"

namespace baton::core::parts {

void apply(CustomerState& state, const CustomerCreated& fact, Instant at);
void apply(CustomerState& state, const AddressAdded& fact, Instant at);
void apply(CustomerState& state, const Erased& fact, Instant at);
void apply(CustomerState& state, const ZoneLearned& fact, Instant at);
void apply(CustomerState& state, const NameLearned& fact, Instant at);
void apply(CustomerState& state, const ThreadOpened& fact, Instant at);
void apply(CustomerState& state, const WindowOpened& fact, Instant at);
void apply(CustomerState& state, const WindowCorrected& fact, Instant at);
void apply(CustomerState& state, const WindowAtRisk& fact, Instant at);
void apply(CustomerState& state, const WindowClosed& fact, Instant at);
void apply(CustomerState& state, const ConsentChanged& fact, Instant at);
void apply(CustomerState& state, const ReachabilityChanged& fact, Instant at);
void apply(CustomerState& state, const CaseOpened& fact, Instant at);
void apply(CustomerState& state, const ThreadJoined& fact, Instant at);
void apply(CustomerState& state, const MessageReceived& fact, Instant at);
void apply(CustomerState& state, const MessageEdited& fact, Instant at);
void apply(CustomerState& state, const MessageDeleted& fact, Instant at);
void apply(CustomerState& state, const CallRecorded& fact, Instant at);
void apply(CustomerState& state, const OutsideWordRecorded& fact, Instant at);
void apply(CustomerState& state, const NoticeRecorded& fact, Instant at);
void apply(CustomerState& state, const AttachmentStored& fact, Instant at);
void apply(CustomerState& state, const AttachmentMissed& fact, Instant at);
void apply(CustomerState& state, const BurstEnded& fact, Instant at);
void apply(CustomerState& state, const StatusChanged& fact, Instant at);
void apply(CustomerState& state, const OwnerChanged& fact, Instant at);
void apply(CustomerState& state, const AgentLeft& fact, Instant at);
void apply(CustomerState& state, const AgentReturned& fact, Instant at);
void apply(CustomerState& state, const LaneChanged& fact, Instant at);
void apply(CustomerState& state, const HandsJoined& fact, Instant at);
void apply(CustomerState& state, const HandParted& fact, Instant at);
void apply(CustomerState& state, const CasesMerged& fact, Instant at);
void apply(CustomerState& state, const MergeUndone& fact, Instant at);
void apply(CustomerState& state, const CaseSplit& fact, Instant at);
void apply(CustomerState& state, const CasesLinked& fact, Instant at);
void apply(CustomerState& state, const LinkUndone& fact, Instant at);
void apply(CustomerState& state, const NoteAdded& fact, Instant at);
void apply(CustomerState& state, const CaseResolved& fact, Instant at);
void apply(CustomerState& state, const CaseReopened& fact, Instant at);
void apply(CustomerState& state, const SolvePending& fact, Instant at);
void apply(CustomerState& state, const AlarmRaised& fact, Instant at);
void apply(CustomerState& state, const BotAsked& fact, Instant at);
void apply(CustomerState& state, const BotTurnTaken& fact, Instant at);
void apply(CustomerState& state, const StrikeCounted& fact, Instant at);
void apply(CustomerState& state, const BotStale& fact, Instant at);
void apply(CustomerState& state, const BotMuted& fact, Instant at);
void apply(CustomerState& state, const BotGaveUp& fact, Instant at);
void apply(CustomerState& state, const SegmentChanged& fact, Instant at);
void apply(CustomerState& state, const AtRiskChanged& fact, Instant at);
void apply(CustomerState& state, const BehaviourSeen& fact, Instant at);
void apply(CustomerState& state, const LanguageChanged& fact, Instant at);
void apply(CustomerState& state, const SecurePathOffered& fact, Instant at);
void apply(CustomerState& state, const SecurePathEnded& fact, Instant at);
void apply(CustomerState& state, const SignalsSeen& fact, Instant at);
void apply(CustomerState& state, const Triaged& fact, Instant at);
void apply(CustomerState& state, const LabelsAsked& fact, Instant at);
void apply(CustomerState& state, const LabelsSettled& fact, Instant at);

void apply(CustomerState& state, const HandoffDecided& fact, Instant at);
void apply(CustomerState& state, const OwnershipAsked& fact, Instant at);
void apply(CustomerState& state, const OwnershipSettled& fact, Instant at);
void apply(CustomerState& state, const ModelChanged& fact, Instant at);
void apply(CustomerState& state, const DeskHeld& fact, Instant at);
void apply(CustomerState& state, const SeatOpened& fact, Instant at);
void apply(CustomerState& state, const WorkOpened& fact, Instant at);
void apply(CustomerState& state, const BriefAsked& fact, Instant at);
void apply(CustomerState& state, const BriefReady& fact, Instant at);
void apply(CustomerState& state, const BriefRefused& fact, Instant at);
void apply(CustomerState& state, const BriefStands& fact, Instant at);
void apply(CustomerState& state, const CandidatesAsked& fact, Instant at);
void apply(CustomerState& state, const CandidatesGiven& fact, Instant at);
void apply(CustomerState& state, const OfferMade& fact, Instant at);
void apply(CustomerState& state, const OfferEnded& fact, Instant at);
void apply(CustomerState& state, const ItemTaken& fact, Instant at);
void apply(CustomerState& state, const ItemReleased& fact, Instant at);
void apply(CustomerState& state, const AnswerGiven& fact, Instant at);
void apply(CustomerState& state, const AnswersWeighed& fact, Instant at);
void apply(CustomerState& state, const ItemEnded& fact, Instant at);
void apply(CustomerState& state, const PlanMade& fact, Instant at);
void apply(CustomerState& state, const PlanEnded& fact, Instant at);
void apply(CustomerState& state, const PlanMissing& fact, Instant at);
void apply(CustomerState& state, const PlanPostponed& fact, Instant at);

void apply(CustomerState& state, const PromiseMade& fact, Instant at);
void apply(CustomerState& state, const PromiseEnded& fact, Instant at);
void apply(CustomerState& state, const PromiseProposed& fact, Instant at);
void apply(CustomerState& state, const DueSettled& fact, Instant at);
void apply(CustomerState& state, const UpdateOverdue& fact, Instant at);
void apply(CustomerState& state, const ItemWaits& fact, Instant at);
void apply(CustomerState& state, const ItemWaitEnded& fact, Instant at);
void apply(CustomerState& state, const ItemAged& fact, Instant at);
void apply(CustomerState& state, const ItemEstimated& fact, Instant at);
void apply(CustomerState& state, const FinishLate& fact, Instant at);
void apply(CustomerState& state, const ClockPaused& fact, Instant at);
void apply(CustomerState& state, const ClockResumed& fact, Instant at);
void apply(CustomerState& state, const RequestMade& fact, Instant at);
void apply(CustomerState& state, const RequestReminded& fact, Instant at);
void apply(CustomerState& state, const RequestAnswered& fact, Instant at);
void apply(CustomerState& state, const EvidenceTied& fact, Instant at);
void apply(CustomerState& state, const RequestEnded& fact, Instant at);
void apply(CustomerState& state, const RequestStale& fact, Instant at);

void apply(CustomerState& state, const SendQueued& fact, Instant at);
void apply(CustomerState& state, const GlassBroken& fact, Instant at);
void apply(CustomerState& state, const ReplyDrafted& fact, Instant at);
void apply(CustomerState& state, const TemplatesAsked& fact, Instant at);
void apply(CustomerState& state, const GateDecided& fact, Instant at);
void apply(CustomerState& state, const SendAttempted& fact, Instant at);
void apply(CustomerState& state, const SendConfirmed& fact, Instant at);
void apply(CustomerState& state, const SendReported& fact, Instant at);
void apply(CustomerState& state, const SendDeferred& fact, Instant at);
void apply(CustomerState& state, const SendEnded& fact, Instant at);
void apply(CustomerState& state, const ResultUnknown& fact, Instant at);
void apply(CustomerState& state, const LookupAsked& fact, Instant at);
void apply(CustomerState& state, const TemplateFailed& fact, Instant at);
void apply(CustomerState& state, const ReplyWithheld& fact, Instant at);
void apply(CustomerState& state, const WithheldEnded& fact, Instant at);

void apply(CustomerState& state, const QuarantineKept& fact, Instant at);
void apply(CustomerState& state, const QuarantineLooked& fact, Instant at);
void apply(CustomerState& state, const MediaForgotten& fact, Instant at);
void apply(CustomerState& state, const ContentForgotten& fact, Instant at);
void apply(CustomerState& state, const OtherWayNamed& fact, Instant at);

// An attachment of a message, and that its content is kept from now on.
StoredAttachment* attachment_of(CustomerState& state, const MessageId& message, std::int64_t index);
void keep_media(CustomerState& state, const MessageId& message, std::int64_t index, Instant at);

void apply(CustomerState& state, const RuleHeld& fact, Instant at);
void apply(CustomerState& state, const IntakeHeard& fact, Instant at);
void apply(CustomerState& state, const IntakeAsked& fact, Instant at);
void apply(CustomerState& state, const ContextTaken& fact, Instant at);
void apply(CustomerState& state, const BriefMarked& fact, Instant at);
void apply(CustomerState& state, const DetailAskedAgain& fact, Instant at);
void apply(CustomerState& state, const CallPermissionAsked& fact, Instant at);
void apply(CustomerState& state, const CallPermissionChanged& fact, Instant at);

// Adds an entry to the conversation and gives it its number.
Entry& add_entry(Case& c, Entry::What what, Instant at);

}  // namespace baton::core::parts
