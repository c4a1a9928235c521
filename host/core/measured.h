// SPDX-License-Identifier: MIT
// measured.h - the moments of one case that figures are made of (section M). A fold over the customer's
// facts, kept beside the state and not in it: no rule reads it. `samples_of` (metrics.h) makes the figures'
// samples of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host/core/facts.h"
#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::core {

// Somebody of a specialist lane accepted or claimed (M2).
struct Taking {
  WorkId item;
  LaneId lane;
  Instant at;
  Instant decided;         // the handoff decision that led there
  bool misrouted = false;  // the lane was left for a misroute reason later: it does not count
  BATON_FIELDS(item, lane, at, decided, misrouted)
};

struct Resolution {
  Instant at;
  bool by_bot = false;
  bool contact = false;    // the customer wrote again on the same issue within 48 h (M9)
  bool withdrawn = false;  // reopened before the customer said anything: it never stood (C11, C6)
  BATON_FIELDS(at, by_bot, contact, withdrawn)
};

struct WindowEnd {  // a window that closed over unfinished work (M3)
  Instant at;
  std::string owner;
  bool planned = false;
  BATON_FIELDS(at, owner, planned)
};

struct HandedBrief {  // as it stood when the handoff was accepted (M10)
  Instant at;
  bool complete = false;
  bool minimal = false;
  BATON_FIELDS(at, complete, minimal)
};

struct JudgedReply {  // an agent's words and what the gate first said of them (M13)
  MessageId message;
  Instant at;
  std::string outcome;  // "free", "template", "hold:pair_rate", "refused:C3", "outside_gate"
  BATON_FIELDS(message, at, outcome)
};

struct SettledDue {  // an update that was owed: given in time, or not (M12)
  Instant due;
  std::string clock;  // "first", "next", "promise"
  Instant since;      // the customer's word, or when it was promised
  bool met = false;
  BATON_FIELDS(due, clock, since, met)
};

struct DuePlanned {  // an update that was planned for a time (M12)
  std::int64_t plan = 0;
  Instant due;
  Instant ended;
  bool kept = false;
  BATON_FIELDS(plan, due, ended, kept)
};

struct Stall {  // M11
  Instant at;
  std::string why;  // "overdue", "window"
  BATON_FIELDS(at, why)
};

// A case that is part of this one now (C8): of the two, what came first counts (merged cases count once).
struct Absorbed {
  CaseId other;
  Instant opened;
  Instant first_word;
  Instant first_response;
  Instant first_human;
  BATON_FIELDS(other, opened, first_word, first_response, first_human)
};

struct MeasuredCase {
  CaseId id;
  HandId hand;
  std::vector<ThreadId> threads;
  CaseStatus status = CaseStatus::open;
  std::string channel;  // of its first thread
  bool overlay = false;
  ResolvedAs resolved_as = ResolvedAs::solved;
  LaneId lane;
  std::int64_t work_type = 1;
  std::string model;
  std::string intent;  // the first one named, by triage or by the bot
  Instant opened;
  Instant first_word;      // the channel's time of the customer's first message
  Instant last_word;       // and of the latest
  Instant first_response;  // of bot or agent, taken by the channel (M1)
  Instant first_human;
  Instant automated;         // 0 = automation never owned it (M4)
  Instant automation_ended;  // handed off, or settled by automation
  bool handed_off = false;
  std::int64_t fallbacks = 0;
  std::vector<std::uint64_t> said;  // fingerprints of the customer's turns while automation owned it (M5)
  Instant trapped;
  Instant decided;  // the latest handoff decision
  Instant first_decided;
  LaneId specialist;    // the first specialist lane it went to (M6)
  Instant sought;       // when
  bool worked = false;  // something substantive happened there
  Instant misrouted;    // it was left for a misroute reason
  std::vector<Taking> takings;
  bool has_work = false;
  std::int64_t unfinished_work = 0;
  Instant escalated;
  std::string owner;
  std::string party;  // the last working party: placeholders are none (M7)
  std::int64_t transfers = 0;
  std::int64_t human_transfers = 0;
  Instant waiting_since;
  std::vector<Pause> waits;  // for the customer (M8, net)
  std::vector<Resolution> resolutions;
  Instant closed;
  Instant window_opened;  // the last event that opened one on any of its threads (M3)
  bool planned = false;
  std::vector<WindowEnd> window_ends;
  bool minimal_brief = false;  // the latest is the host's own
  std::vector<HandedBrief> briefs;
  std::vector<JudgedReply> replies;
  Instant promised;  // when the latest promise was made
  std::vector<SettledDue> dues;
  std::vector<DuePlanned> promises;
  Instant told;  // the last word to the customer that the channel took, whoever wrote it
  Instant due;   // the next update, as G12 had it after the last decision
  std::vector<Stall> stalls;
  CaseId merged_into;  // counted there; empty: it stands by itself
  std::vector<Absorbed> absorbed;
  BATON_FIELDS(id, hand, threads, status, channel, overlay, resolved_as, lane, work_type, model, intent, opened,
               first_word, last_word, first_response, first_human, automated, automation_ended, handed_off, fallbacks,
               said, trapped, decided, first_decided, specialist, sought, worked, misrouted, takings,
               has_work, unfinished_work, escalated, owner, party, transfers, human_transfers, waiting_since,
               waits, resolutions, closed, window_opened, planned, window_ends, minimal_brief, briefs,
               replies, promised, dues, promises, told, due, stalls, merged_into, absorbed)
  bool settled() const { return status == CaseStatus::resolved || status == CaseStatus::closed; }
};

struct MeasuredThread {
  std::string channel;
  bool overlay = false;
  Instant window_opened;
  BATON_FIELDS(channel, overlay, window_opened)
};

inline constexpr std::int64_t kMeasuresVersion = 2;

struct Measures {
  std::map<CaseId, MeasuredCase> cases;
  std::map<ThreadId, MeasuredThread> threads;
  std::int64_t version = 0;  // what is stored under another one is folded again from the first fact
  BATON_FIELDS(cases, threads, version)
};

// One fact, and the state after it or after later ones: who wrote a message and what lane an item is of are
// looked up there, which never change; outcomes are not. So a history that is folded again gives the same.
void measure(Measures& measures, const CustomerState& state, const Policy& policy, const Ruled& ruled,
             Instant at);

// After the last fact of a decision, with the state as it is then: what is due next, and what the case is
// about now.
void measure_state(Measures& measures, const CustomerState& state, const Policy& policy);

}  // namespace baton::core
