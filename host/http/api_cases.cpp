// SPDX-License-Identifier: MIT
// api_cases.cpp - reading: the queue, a case, its thread, its history, its reasons, its brief.
#include <charconv>

#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/history_json.h"
#include "host/http/problem.h"
#include "host/http/query.h"
#include "host/http/times.h"

namespace baton::http {
namespace {

using nlohmann::json;

int limit_of(const net::Request& request) {
  constexpr int kMost = 200;
  const auto text = request.query_value("limit");
  if (!text) return 50;
  int limit = 0;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (parsed.ec != std::errc{} || parsed.ptr != text->data() + text->size() || limit < 1 || limit > kMost)
    throw BadRequest(400, "limit must be 1 to 200", "/limit");
  return limit;
}

std::string word_of(const net::Request& request, const char* name) { return request.query_value(name).value_or(std::string{}); }

std::optional<core::Instant> instant_of(const net::Request& request, const char* name) {
  const auto text = request.query_value(name);
  if (!text) return std::nullopt;
  const auto at = parse_time(*text);
  if (!at) throw BadRequest(400, std::string(name) + " is no time", std::string("/") + name, "send 2026-11-24T10:00:00Z or milliseconds");
  return at;
}

}  // namespace

net::Response Api::list_cases(Call& call) {
  only_parameters(call.request,
                  {"status", "owner", "lane", "channel", "segment", "due_before", "sort", "cursor", "limit"});
  ledger::CaseQuery query;
  query.status = word_of(call.request, "status");
  query.owner = word_of(call.request, "owner");
  query.lane = word_of(call.request, "lane");
  query.channel = word_of(call.request, "channel");
  query.segment = word_of(call.request, "segment");
  query.due_before = instant_of(call.request, "due_before");
  query.cursor = word_of(call.request, "cursor");
  query.limit = limit_of(call.request);
  if (const auto sort = word_of(call.request, "sort"); !sort.empty()) query.sort = sort;
  if (query.sort != "urgent" && query.sort != "opened" && query.sort != "-opened") throw BadRequest(400, "sort must be urgent, opened or -opened", "/sort");
  if (!query.status.empty() && !core::from_word<core::CaseStatus>(query.status)) throw BadRequest(400, "no status " + query.status, "/status");
  const auto page = options_.engine->ledger().cases(query);
  if (page.bad_cursor) throw BadRequest(400, "the cursor is none of this list", "/cursor", "start again without one");
  json cases = json::array();
  for (const auto& row : page.rows) cases.push_back(case_row_json(row));
  return json_response(200, {{"cases", std::move(cases)}, {"next_cursor", page.next_cursor.empty() ? json(nullptr) : json(page.next_cursor)}});
}

net::Response Api::show_case(Call& call) {
  return json_response(200, shown(call, core::CaseId{call.param("id")}, case_json));
}

net::Response Api::show_messages(Call& call) {
  auto messages = shown(call, core::CaseId{call.param("id")}, messages_json);
  return json_response(200, {{"messages", std::move(messages)}});
}

net::Response Api::show_history(Call& call) {
  auto& ledger = options_.engine->ledger();
  const Reader reader(call.caller);
  auto events = look(core::CaseId{call.param("id")}, [&](const engine::CustomerView& view, const core::Case& c) {
    json list = json::array();
    for (const auto& row : whole_history(ledger, view.state().id.value)) {
      auto fact = json::parse(row.json, nullptr, false);
      if (about_case(view.state(), c, fact))
        list.push_back(event_json(row, shown_fact(view, row.name, std::move(fact), reader)));
    }
    return list;
  });
  return json_response(200, {{"events", std::move(events)}});
}

net::Response Api::show_explain(Call& call) {
  auto& ledger = options_.engine->ledger();
  const Reader reader(call.caller);
  auto reasons = look(core::CaseId{call.param("id")}, [&](const engine::CustomerView& view, const core::Case& c) {
    return explain_json(view, c, whole_history(ledger, view.state().id.value), reader);
  });
  return json_response(200, reasons);
}

net::Response Api::show_brief(Call& call) {
  auto brief = shown(call, core::CaseId{call.param("id")}, brief_json);
  if (brief.is_null()) return problem(404, "the case has no brief yet", {{"mend", "a brief is made when the case is handed over or offered"}});
  return json_response(200, brief);
}

}  // namespace baton::http
