// SPDX-License-Identifier: MIT
// evolve_request.cpp - what facts about questions to the customer add up to (J2, J4).
#include "host/core/evolve_parts.h"

namespace baton::core::parts {
namespace {

Request* request_of(CustomerState& state, const CaseId& id, std::int64_t number) {
  auto* c = find(state.cases, id);
  if (c == nullptr) return nullptr;
  for (auto& request : c->requests)
    if (request.number == number) return &request;
  return nullptr;
}

}  // namespace

void apply(CustomerState& state, const RequestMade& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  Request request;
  request.number = fact.request;
  request.kind = fact.kind;
  request.thread = fact.thread;
  request.work = fact.work;
  request.by = fact.by;
  request.question = fact.question;
  request.options = fact.options;
  request.yes_no = fact.yes_no;
  request.tap_only = fact.tap_only;
  request.asked = at;
  request.expires = fact.expires;
  request.remind_at = fact.remind_at;
  request.about = fact.about;
  request.lane = fact.lane;
  request.agent = fact.agent;
  request.amount = fact.amount;
  c->requests.push_back(std::move(request));
}

void apply(CustomerState& state, const RequestReminded& fact, Instant) {
  if (auto* request = request_of(state, fact.case_id, fact.request)) request->remind_at = {};
}

void apply(CustomerState& state, const RequestAnswered& fact, Instant) {
  auto* request = request_of(state, fact.case_id, fact.request);
  if (request == nullptr) return;
  request->ended = "answered";
  request->chosen = fact.option;
  request->answer = fact.message;
  request->decided_by = fact.by;
  request->reason = fact.reason;
  request->remind_at = {};
}

void apply(CustomerState& state, const EvidenceTied& fact, Instant) {
  auto* request = request_of(state, fact.case_id, fact.request);
  if (request == nullptr) return;
  request->evidence.push_back(fact.message);
  request->ended = "answered";
  request->remind_at = {};
}

void apply(CustomerState& state, const RequestEnded& fact, Instant) {
  auto* request = request_of(state, fact.case_id, fact.request);
  if (request == nullptr) return;
  request->ended = fact.how;
  request->remind_at = {};
}

void apply(CustomerState&, const RequestStale&, Instant) {}

}  // namespace baton::core::parts
