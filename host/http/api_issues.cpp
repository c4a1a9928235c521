// SPDX-License-Identifier: MIT
// api_issues.cpp - one case per issue: merge, split, link, undo (C8).
#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {

net::Response Api::merge(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::MergeAsked asked;
  asked.case_id = id;
  asked.epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  asked.other = core::CaseId{body.text("case")};
  asked.by = "agent:" + person(call.caller).value;
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::split(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::SplitAsked asked;
  asked.case_id = id;
  asked.epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  asked.by = "agent:" + person(call.caller).value;
  for (const auto& message : body.texts("messages")) asked.messages.push_back({message});
  for (const auto& work : body.texts("work")) asked.work.push_back({work});
  asked.thread = core::ThreadId{body.text_or("thread")};
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::link(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::LinkAsked asked;
  asked.case_id = id;
  asked.other = core::CaseId{body.text("case")};
  asked.kind = body.text_or("kind", "related");
  asked.by = "agent:" + person(call.caller).value;
  body.done();
  if (asked.kind != "related" && asked.kind != "duplicate" && asked.kind != "same_person")
    throw BadRequest(422, "kind: is none of related, duplicate, same_person", "/kind");
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::undo(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::UndoAsked asked;
  asked.case_id = id;
  asked.message = core::MessageId{body.text_or("message")};  // I3: that it joined the case
  if (asked.message.empty()) asked.act = body.integer("act");
  asked.by = "agent:" + person(call.caller).value;
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

}  // namespace baton::http
