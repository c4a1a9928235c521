// SPDX-License-Identifier: MIT
#include "host/http/story.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "host/http/case_json.h"
#include "host/http/history_json.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr std::int64_t kLatestMs = 253402300799999;  // the last of the year 9999

struct Sentence {
  std::string_view fact;
  // {field} is the fact's field; a part in [brackets] is said only when every field in it says something.
  std::string_view words;
};

constexpr auto kOfTheCase = std::to_array<Sentence>({
    // the customer, threads and windows
    {"CustomerCreated", "a customer of segment {segment} became known"},
    {"AddressAdded", "the customer has a {kind} that the channel vouches for"},
    {"Erased", "the customer's words, names and addresses were erased[ by {by}]; what happened stays"},
    {"NameLearned", "the channel said the customer's name"},
    {"ZoneLearned", "the customer's clock is that of {zone}"},
    {"SegmentChanged", "the customer is of segment {segment} now, says {source}"},
    {"AtRiskChanged", "{source} told whether the customer may leave[: they may:{at_risk:flag}]"},
    {"BehaviourSeen", "{source} saw {kind}"},
    {"LanguageChanged", "{thread} goes on in language {language} ({why})"},
    {"ThreadOpened", "thread {thread} began on {channel}, {connector}[, account {account}]"},
    {"WindowOpened", "the customer opened the window of {thread}, which ends {ends:time}"},
    {"WindowCorrected",
     "the channel said that the window of {thread} is closed since {closed_at:time}, and is believed"},
    {"WindowAtRisk", "the window of {thread} is at risk"},
    {"WindowClosed", "the window of {thread} closed[; an update was planned:{planned:flag}]"},
    {"ConsentChanged", "the customer's consent on {thread} changed ({why})[; opted out:{opted_out:flag}]"},
    {"ReachabilityChanged",
     "{failures} sends to {thread} could not be delivered[; it counts as unreachable:{unreachable:flag}]"},
    // the case
    {"CaseOpened",
     "the case was opened: owner {owner}, status {status}, lane {lane}[, following {follows}][, by a late "
     "message:{late:flag}]"},
    {"ThreadJoined", "thread {thread} joined the case: {because}"},
    {"MessageReceived",
     "the customer wrote {message} ({kind})[, late:{late:flag}][, only an "
     "acknowledgement:{acknowledgement:flag}][; it joined because {joined_because}][; {masked} sensitive "
     "items were masked]"},
    {"MessageEdited", "the customer changed {message}"},
    {"MessageDeleted", "the customer deleted {message}; it is kept, shown struck"},
    {"CallRecorded", "a call: {outcome}"},
    {"OutsideWordRecorded", "somebody wrote to the customer past the gate"},
    {"NoticeRecorded", "the channel noticed: {name}"},
    {"AttachmentStored", "an attachment of {message} was stored ({media_type}, {size_bytes} bytes)"},
    {"QuarantineKept",
     "an attachment of {message} may show what does not belong in a chat; it is kept sealed ({media_type}, "
     "{size_bytes} bytes)"},
    {"QuarantineLooked", "{by} wanted to see what is withheld[ of {message}][, and did:{granted:flag}]"},
    {"MediaForgotten", "attachments of {case_id} were deleted: their time was over ({kept})"},
    {"ContentForgotten",
     "words whose time was over were deleted[: those of {case_id}][, closed {closed:time}]; what happened stays"},
    {"OtherWayNamed", "the customer was told of another way ({way}): {about} does not stay on {channel}"},
    {"AttachmentMissed", "an attachment of {message} could not be had: {reason}"},
    {"BurstEnded", "{fragments} messages in a row were taken as one turn"},
    {"StatusChanged", "the case went from {from} to {to}[, until {follow_up:time}]"},
    {"OwnerChanged", "the conversation went from {from} to {to} (epoch {epoch}): {reason}"},
    {"LaneChanged", "the decision now belongs to lane {lane}"},
    {"HandsJoined", "the owners of joined cases became one: {owner} (epoch {epoch})"},
    {"HandParted", "the cases {cases} have an owner of their own again (epoch {epoch})"},
    {"CasesMerged", "{by} made {other} part of this case (act {act})"},
    {"MergeUndone", "{by} took {other} out of this case again (act {act})"},
    {"CaseSplit", "{by} made {other} a case of its own (act {act})"},
    {"CasesLinked", "{by} noted {other} beside this case ({kind}, act {act})[, as a claim:{claimed:flag}]"},
    {"LinkUndone", "{by} took a note of another case away (act {act})"},
    {"AgentLeft", "agent {agent} went away[ until {back:time}]"},
    {"AgentReturned", "agent {agent} is back"},
    {"NoteAdded", "{author} left a note"},
    {"CaseResolved", "the case was resolved[ ({as})][, once {provisional_on} is delivered]"},
    {"CaseReopened", "the case was reopened: {why}"},
    {"SolvePending", "resolving waits until the work is finished"},
    {"AlarmRaised", "an alarm: {what}"},
});

constexpr auto kOfHandingOver = std::to_array<Sentence>({
    // automation
    {"BotAsked", "{message} was given to bot {bot}"},
    {"BotTurnTaken",
     "the bot took turn {turn}[, intent {intent}][, sure to {confidence_permille} in 1000][, with a "
     "fallback:{fallback:flag}]"},
    {"StrikeCounted", "strike {strikes}: {why}"},
    {"BotStale", "the bot wrote under an older owner; the customer did not get it"},
    {"BotMuted", "the bot was silenced for this case"},
    {"BotGaveUp", "bot {bot} could not be reached: {why}"},
    // triage
    {"SignalsSeen", "signals were seen in {message}"},
    {"LabelsAsked", "classifier {plugin} was asked about {message}"},
    {"LabelsSettled", "the labels[ of {plugin}]: {outcome}[, since {broke}][; the message is in {language}]"},
    {"Triaged",
     "triage decided by {rule}: {outcome}[, lane {lane}][, weight {weight_permille} in 1000][, intent {intent}], "
     "priority {priority}, work type {work_type}[; beside it {runners_up}]"},
    {"SecurePathOffered", "the customer was pointed to the secure path ({purpose}), until {expires:time}"},
    {"SecurePathEnded", "the secure path came to an end, says {source}[, passed:{passed:flag}][, level {level}]"},
    // handing over
    {"HandoffDecided",
     "a handoff was decided ({trigger}) by {by}[ to lane {lane}][ to agent {agent}][ to the "
     "desk:{desk:flag}][, model {model}][, reason {reason}]"},
    {"OwnershipAsked", "the ownership strategy was asked who should own it"},
    {"OwnershipSettled",
     "the answer[ of {plugin}] was {outcome}[, since it broke {broke}]: {action}[, model {model}]"},
    {"ModelChanged", "the ownership model went from {from} to {to}: {why}"},
    {"DeskHeld", "at the desk {agent} holds the thread"},
    {"SeatOpened", "an owner is sought in lane {lane}[, {agent} before others] ({item})"},
    {"WorkOpened", "work {item} was opened for lane {lane}, type {work_type}[, for {agent}]"},
    {"BriefAsked", "the summarizer was asked for a brief[, beside another one:{fallback:flag}]"},
    {"BriefReady", "a brief is ready"},
    {"BriefRefused", "the brief[ of {plugin}] was refused: {why}"},
    {"BriefStands", "brief {brief} of the fallback stands: {why}"},
    {"CandidatesAsked", "the roster was asked who could take {item}"},
    {"CandidatesGiven", "who could take {item}: {agents}"},
    {"OfferMade",
     "{item} was offered to {agent} until {until:time}[, beside others:{beside:flag}][; later arrivals were offered "
     "before it {overtaken} times]"},
    {"OfferEnded", "the offer of {item} to {agent} ended: {how}"},
    {"ItemTaken", "{agent} took {item}[ with brief {brief}]"},
    {"ItemReleased", "{agent} gave {item} back[: {reason}]"},
    {"AnswerGiven", "{author} answered {item} ({answer})[, for good:{final:flag}]"},
    {"AnswersWeighed", "{by} decided that {stands} stands, and not {overruled}"},
    {"ItemEnded", "{item} is {state}[: {reason}]"},
    {"ItemWaits", "{item} waits for {on}[ until {next_check:time}]"},
    {"ItemWaitEnded", "{item} waits no more: {how}"},
    {"ItemEstimated", "{item} is expected to be done by {finish:time}, says its owner"},
    {"FinishLate", "the work[ {item}] is expected to be done {expected:time}, says the {source}, and the window closes "
                   "{closes:time}"},
    {"ItemAged", "{percent} percent of the goal of {item} are over"},
    // what the customer was asked, and when they hear
    {"RequestMade", "{by} asked the customer ({kind}, request {request}), until {expires:time}"},
    {"RequestReminded", "the customer was reminded of request {request}"},
    {"RequestAnswered", "{message} answered request {request} ({how})"},
    {"EvidenceTied", "{message} came for request {request}"},
    {"RequestEnded", "request {request} ended: {how}"},
    {"RequestStale", "{message} answers request {request}, which is over: nobody acts on it"},
    {"PromiseMade", "{by} promised an update by {due:time}"},
    {"PromiseEnded", "promise {promise} ended: {how}"},
    {"PromiseProposed", "{message} names a time, {due:time}: it can be kept as a promise"},
    {"DueSettled", "an update was due {due:time} ({clock})[, and was given:{met:flag}]"},
    {"UpdateOverdue", "the update that was due {due:time} ({clock}) is overdue"},
    {"ClockPaused", "the resolution target waits for {on}"},
    {"ClockResumed", "the resolution target runs again"},
    {"PlanPostponed", "no plan is needed yet[, until {until:time}]"},
    {"PlanMade", "an update was planned for {at:time}[ ({purpose})] by {by}"},
    {"PlanEnded", "the planned update ended: {how}"},
    {"PlanMissing", "no update was planned: {why}"},
});

constexpr auto kOfWords = std::to_array<Sentence>({
    // words to the customer
    {"SendQueued", "{author} wrote {message} ({purpose})"},
    {"GlassBroken", "agent {agent} answered for lane {lane} without its skill, since nobody who has it was there"},
    {"ReplyDrafted", "{message} of {author} became a draft: {why}"},
    {"TemplatesAsked", "usable templates were asked for, for {message}"},
    {"GateDecided", "the gate decided on {message}: {decision}[, {why}]"},
    {"SendAttempted", "{message} was handed to {connector} (attempt {attempt})"},
    {"SendConfirmed", "the channel took {message}"},
    {"SendReported", "the channel says of {message}: {status}"},
    {"SendDeferred", "{message} will be tried again {again_at:time}[: {why}]"},
    {"SendEnded", "{message} ended: {state}[, {why}]"},
    {"ResultUnknown", "whether {message} went out is not known"},
    {"LookupAsked", "the channel was asked whether {message} went out"},
    {"TemplateFailed", "template {name} failed ({code}); the next one is tried"},
    // rules that only watch, first words, briefs and calls
    {"RuleHeld", "{held} would have acted here: {would}; in lane {lane} it runs as {mode}"},
    {"IntakeHeard", "the customer has said so far: {known}[; what is missing is asked {ask_at:time}]"},
    {"IntakeAsked", "the customer was asked once for what was missing[: {missing}]"},
    {"ContextTaken", "{message} answers a message of another system[, said {said:time}]"},
    {"BriefMarked", "{by} marked brief {brief} as {mark}"},
    {"DetailAskedAgain", "{by} asked the customer for detail {detail} of brief {brief}, which stood in it"},
    {"CallPermissionAsked", "{by} asked the customer whether they may be called"},
    {"CallPermissionChanged",
     "the customer said whether they may be called[: they may:{allowed:flag}][, until {until:time}]"},
    {"ReplyWithheld", "{message} is kept until the customer taps the template's button, until {until:time}"},
    {"WithheldEnded", "the reply that was kept, {message}, was {how}"},
});

const Sentence* sentence(std::string_view fact) {
  for (const std::span<const Sentence> some :
       {std::span<const Sentence>(kOfTheCase), std::span<const Sentence>(kOfHandingOver),
        std::span<const Sentence>(kOfWords)})
    for (const auto& one : some)
      if (one.fact == fact) return &one;
  return nullptr;
}

// What a field says; empty where it says nothing.
std::string said(const json& fact, std::string_view field) {
  const auto colon = field.find(':');
  const auto kind = colon == std::string_view::npos ? std::string_view{} : field.substr(colon + 1);
  const auto found = fact.find(std::string(field.substr(0, colon)));
  if (found == fact.end() || found->is_null()) return {};
  if (kind == "flag")
    return found->is_boolean() && found->get<bool>() ? "\x01" : "";  // said, without words of its own
  if (kind == "time") {
    const auto ms = found->is_number_integer() ? found->get<std::int64_t>() : 0;
    if (ms <= 0) return {};
    return ms > kLatestMs ? std::to_string(ms) : time_json({ms}).get<std::string>();
  }
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number_integer()) return found->get<std::int64_t>() == 0 ? std::string{} : found->dump();
  if (!found->is_array()) return {};
  std::string list;
  for (const auto& one : *found)
    if (one.is_string()) list += (list.empty() ? "" : ", ") + one.get<std::string>();
  return list;
}

// One part, with or without brackets around it. `missing`: a field in it says nothing.
std::string filled(std::string_view words, const json& fact, bool& missing) {
  std::string out;
  while (!words.empty()) {
    const auto begin = words.find('{');
    out += words.substr(0, begin);
    if (begin == std::string_view::npos) break;
    const auto end = words.find('}', begin);
    const auto value = said(fact, words.substr(begin + 1, end - begin - 1));
    missing = missing || value.empty();
    if (value == "\x01")
      out.pop_back();  // the colon before a flag
    else
      out += value.empty() ? "nothing" : value;
    words.remove_prefix(end + 1);
  }
  return out;
}

std::string told(std::string_view words, const json& fact) {
  std::string out;
  while (!words.empty()) {
    const auto begin = words.find('[');
    bool missing = false;
    out += filled(words.substr(0, begin), fact, missing);
    if (begin == std::string_view::npos) break;
    const auto end = words.find(']', begin);
    missing = false;
    const auto part = filled(words.substr(begin + 1, end - begin - 1), fact, missing);
    if (!missing) out += part;
    words.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

bool has_sentence(std::string_view fact) { return sentence(fact) != nullptr; }

std::string sentence_of(const ledger::StoredFact& row) {
  const auto* known = sentence(row.name);
  if (known == nullptr) return row.name;
  const auto fact = json::parse(row.json, nullptr, false);
  return told(known->words, fact.is_object() ? fact : json::object());
}

std::vector<StoryLine> story_of(const engine::CustomerView& customer, const core::Case& c,
                                const std::vector<ledger::StoredFact>& history) {
  std::vector<StoryLine> story;
  for (const auto& row : history) {
    const auto fact = json::parse(row.json, nullptr, false);
    if (!about_case(customer.state(), c, fact.is_object() ? fact : json::object())) continue;
    story.push_back({row.at, row.rule, row.actor, sentence_of(row)});
  }
  return story;
}

}  // namespace baton::http
