// SPDX-License-Identifier: MIT
// keeping.cpp - what is kept no longer than its time (P1-P3): media, quarantine, the words of closed cases, and at last
// the customer they were about. Each deletion is a fact; facts stay (P5).
#include "host/core/keeping.h"

#include "host/core/turn.h"
#include "host/core/zone.h"

namespace baton::core {
namespace {

constexpr std::size_t kMediaAtOnce = 100;  // of one fact: much of it goes in small steps

bool same_kind(const KeptMedia& a, const KeptMedia& b) {
  return a.case_id == b.case_id && a.quarantine == b.quarantine;
}

// Nothing is left that somebody might still come back to: the customer's name and addresses have no case to serve.
bool nothing_left(const CustomerState& state) {
  return state.media.empty() && std::all_of(state.cases.begin(), state.cases.end(), [](const auto& entry) {
           const auto& c = entry.second;
           return c.status == CaseStatus::closed && c.forgotten >= c.closed;
         });
}

void forget_customer(Turn& turn) {
  if (!nothing_left(turn.state())) return;
  turn.emit(ContentForgotten{}, "P1");
  erase_customer(turn, "host", "P1");
}

}  // namespace

Instant months_after(Instant at, std::int64_t months) {
  const auto local = local_of(Zone{}, at);
  const auto date = date_of(local.day);
  const auto counted = date.year * 12 + date.month - 1 + months;
  const auto first = [](std::int64_t month) { return day_number({month / 12, month % 12 + 1, 1}); };
  const auto day = std::min(first(counted) + date.day - 1, first(counted + 1) - 1);
  return {day * kDay + local.of_day};
}

Instant content_ends(const Case& c, const Policy& policy) {
  if (c.status != CaseStatus::closed || !c.closed || c.forgotten >= c.closed) return {};
  return months_after(c.closed, policy.keeping.content_months);
}

Instant media_ends(const KeptMedia& kept, const Policy& policy) {
  return kept.quarantine ? kept.since + policy.keeping.quarantine_ms
                         : months_after(kept.since, policy.keeping.media_months);
}

void forget_media(Turn& turn) {
  const auto& media = turn.state().media;
  const auto over = [&](const KeptMedia& kept) { return media_ends(kept, turn.policy()) <= turn.now(); };
  const auto first = std::find_if(media.begin(), media.end(), over);
  if (first == media.end()) return;
  MediaForgotten fact{first->case_id, first->quarantine ? "quarantine" : "media", {}, {}};
  const auto* rule = first->quarantine ? "P3" : "P2";
  for (auto kept = first; kept != media.end() && fact.items.size() < kMediaAtOnce; ++kept) {
    if (!same_kind(*kept, *first) || !over(*kept)) continue;
    fact.items.push_back({kept->message, kept->index});
    fact.blobs.push_back(kept->blob);
  }
  turn.emit(std::move(fact), rule);
  forget_customer(turn);
}

void forget_content(Turn& turn, const CaseId& id) {
  turn.emit(ContentForgotten{id, turn.state().cases.at(id).closed}, "P1");
  forget_customer(turn);
}

}  // namespace baton::core
