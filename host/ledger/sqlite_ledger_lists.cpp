// SPDX-License-Identifier: MIT
// sqlite_ledger_lists.cpp - what people list by: cases, work items, loads, figures. Each statement walks one index from
// a key on and looks at a limited number of rows, however the list is filtered: never a scan over the open cases.
#include <algorithm>
#include <map>

#include "host/ledger/case_list.h"
#include "host/ledger/sqlite_ledger_class.h"

namespace baton::ledger {
namespace {

constexpr int kRowsSeenPerPage = 2000;
constexpr std::string_view kCaseColumns =
    "SELECT case_id, stream, status, owner, lane, channel, segment, priority, open, opened, next_update_due, revision, "
    "owed FROM cases ";

CaseRow case_row(SQLite::Statement& row) {
  return {row.getColumn(0).getString(),
          row.getColumn(1).getString(),
          row.getColumn(2).getString(),
          row.getColumn(3).getString(),
          row.getColumn(4).getString(),
          row.getColumn(5).getString(),
          row.getColumn(6).getString(),
          row.getColumn(7).getInt(),
          row.getColumn(8).getInt() != 0,
          {row.getColumn(9).getInt64()},
          {row.getColumn(10).getInt64()},
          row.getColumn(11).getInt64(),
          row.getColumn(12).getInt() != 0};
}

constexpr std::string_view kWorkColumns =
    "SELECT item, case_id, stream, kind, lane, state, offered_to, owner, opened, priority, work_type, deadline, "
    "language, wanted, not_to, also_offered, waits, at_once, queued, overtaken, channel FROM work ";

WorkRow work_row(SQLite::Statement& row) {
  WorkRow result;
  int column = 0;
  const auto text = [&] { return row.getColumn(column++).getString(); };
  const auto number = [&] { return row.getColumn(column++).getInt64(); };
  result.item = text();
  result.case_id = text();
  result.stream = text();
  result.kind = text();
  result.lane = text();
  result.state = text();
  result.offered_to = text();
  result.owner = text();
  result.opened = {number()};
  result.priority = static_cast<int>(number());
  result.work_type = number();
  result.deadline = {number()};
  result.language = text();
  result.wanted = text();
  result.not_to = text();
  result.also_offered = text();
  result.waits = number() != 0;
  result.at_once = number() != 0;
  result.queued = {number()};
  result.overtaken = number();
  result.channel = text();
  return result;
}

// The narrowest index that gives this order, and the filter it serves.
struct Walk {
  std::string index;
  std::string column;  // empty: the whole order
  std::string value;
};

Walk walk_for(const CaseQuery& query) {
  if (!query.owner.empty()) return {"cases_owner", "owner", query.owner};
  if (!query.lane.empty()) return {"cases_lane", "lane", query.lane};
  if (!query.status.empty()) return {"cases_status", "status", query.status};
  return {"cases_urgent", {}, {}};
}

std::int64_t urgent_below(const CaseQuery& query) {
  if (query.due_before) return query.due_before->ms;
  const bool open_only = query.status.empty() && !query.include_settled;
  return open_only ? kSettledUrgency - 1 : kSettledUrgency;
}

// Below everything: the beginning of a list.
CaseKey first_key(CaseSort sort) {
  CaseKey key;
  const auto end = sort == CaseSort::newest ? std::numeric_limits<std::int64_t>::max()
                                            : std::numeric_limits<std::int64_t>::min();
  key.numbers = {end, end, end};
  return key;
}

struct Seen {
  std::vector<CaseRow> rows;
  bool whole = true;  // the walk came to the end of its index
};

auto collect(Seen& seen, int limit) {
  return [&seen, limit](SQLite::Statement& row) {
    seen.rows.push_back(case_row(row));
    seen.whole = static_cast<int>(seen.rows.size()) < limit;
    return seen.whole;
  };
}

Seen walk_urgent(Connection& from, const CaseQuery& query, const CaseKey& after, int limit) {
  const auto walk = walk_for(query);
  auto sql = std::string(kCaseColumns) + "INDEXED BY " + walk.index + " WHERE ";
  if (!walk.column.empty()) sql += walk.column + " = ? AND ";
  sql += "urgent <= ? AND (urgent, priority, opened, case_id) > (?, ?, ?, ?) ORDER BY urgent, priority, opened, case_id";
  Seen seen;
  const auto row = collect(seen, limit);
  const auto& [urgent, priority, opened] = after.numbers;
  if (walk.column.empty()) from.query(sql, row, urgent_below(query), urgent, priority, opened, after.case_id);
  else from.query(sql, row, walk.value, urgent_below(query), urgent, priority, opened, after.case_id);
  return seen;
}

Seen walk_opened(Connection& from, const CaseQuery& query, const CaseKey& after, CaseSort sort, int limit) {
  const bool open_only = query.status.empty() && !query.include_settled;
  const bool newest = sort == CaseSort::newest;
  auto sql = std::string(kCaseColumns) + "INDEXED BY " + (open_only ? "cases_open_opened" : "cases_opened") + " WHERE ";
  if (open_only) sql += "open = 1 AND ";
  sql += newest ? "(opened, case_id) < (?, ?) ORDER BY opened DESC, case_id DESC"
                : "(opened, case_id) > (?, ?) ORDER BY opened, case_id";
  Seen seen;
  from.query(sql, collect(seen, limit), after.numbers[0], after.case_id);
  return seen;
}

}  // namespace

CasePage SqliteLedger::cases(const CaseQuery& query) {
  CasePage page;
  const auto sort = case_sort(query.sort);
  const auto after = !sort                  ? std::nullopt
                     : query.cursor.empty() ? std::optional(first_key(*sort))
                                            : cursor_key(query.cursor, *sort);
  if (!after) {
    page.bad_cursor = true;
    return page;
  }
  auto pending = pending_.cases(query);  // before the table: see pending_changes.h
  const auto seen = guarded<Seen>([&](Connection& reader) {
    return *sort == CaseSort::urgent ? walk_urgent(reader, query, *after, kRowsSeenPerPage)
                                     : walk_opened(reader, query, *after, *sort, kRowsSeenPerPage);
  });
  // Where a walk was cut short nothing is known beyond its last row; what is pending beyond it waits for its page.
  const auto known_to = seen.whole ? std::nullopt : std::optional(case_key(seen.rows.back(), *sort));
  for (const auto& row : seen.rows)
    if (matches(query, row) && !pending.all.contains(row.case_id)) page.rows.push_back(row);
  for (auto& row : pending.matching) {
    const auto key = case_key(row, *sort);
    if (comes_before(*after, key, *sort) && !(known_to && comes_before(*known_to, key, *sort)))
      page.rows.push_back(std::move(row));
  }
  std::ranges::sort(page.rows, [&](const CaseRow& a, const CaseRow& b) {
    return comes_before(case_key(a, *sort), case_key(b, *sort), *sort);
  });
  const auto limit = static_cast<std::size_t>(page_limit(query));
  if (page.rows.size() > limit) {
    page.rows.resize(limit);
    page.next_cursor = cursor_text(case_key(page.rows.back(), *sort), *sort);
  } else if (known_to) {
    page.next_cursor = cursor_text(*known_to, *sort);
  }
  return page;
}

std::vector<WorkRow> SqliteLedger::work(const std::string& lane, const std::string& agent, int limit) {
  return guarded<std::vector<WorkRow>>([&](Connection& reader) {
    std::vector<WorkRow> rows;
    const auto add = [&](SQLite::Statement& row) {
      rows.push_back(work_row(row));
      return true;
    };
    const auto all = std::int64_t{std::max(limit, 0)};
    const auto columns = std::string(kWorkColumns);
    if (!agent.empty()) {  // an agent has few: those offered, alone or beside others, and those taken, each by its index
      reader.query(columns + "WHERE finished = 0 AND offered_to = ?1 AND offered_to <> '' AND (?2 = '' OR lane = ?2) "
                   "UNION " + columns + "WHERE finished = 0 AND owner = ?1 AND owner <> '' AND (?2 = '' OR lane = ?2) "
                   "UNION " + columns + "WHERE finished = 0 AND also_offered <> '' AND (?2 = '' OR lane = ?2) "
                   "AND instr(' ' || also_offered || ' ', ' ' || ?1 || ' ') > 0 "
                   "ORDER BY opened, item LIMIT ?3",
                   add, agent, lane, all);
    } else if (!lane.empty()) {
      reader.query(columns + "WHERE finished = 0 AND lane = ? ORDER BY opened, item LIMIT ?", add, lane, all);
    } else {
      reader.query(columns + "WHERE finished = 0 ORDER BY opened, item LIMIT ?", add, all);
    }
    return rows;
  });
}

std::vector<OfferRow> SqliteLedger::offers() {
  return guarded<std::vector<OfferRow>>([&](Connection& reader) {
    std::vector<OfferRow> rows;
    reader.query(Sql("SELECT item, lane, language, agent, opened, at FROM offers ORDER BY number"),
                 [&](SQLite::Statement& row) {
                   rows.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                                   row.getColumn(2).getString(), row.getColumn(3).getString(),
                                   {row.getColumn(4).getInt64()}, {row.getColumn(5).getInt64()}});
                   return true;
                 });
    return rows;
  });
}

std::vector<FinishedRow> SqliteLedger::finished(std::int64_t from_day, std::int64_t to_day) {
  return guarded<std::vector<FinishedRow>>([&](Connection& reader) {
    std::vector<FinishedRow> rows;
    reader.query(Sql("SELECT lane, day, seconds, count FROM finished_items WHERE day BETWEEN ? AND ? "
                     "ORDER BY lane, seconds, day"),
                 [&](SQLite::Statement& row) {
                   rows.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64(),
                                   row.getColumn(2).getInt64(), row.getColumn(3).getInt64()});
                   return true;
                 },
                 from_day, to_day);
    return rows;
  });
}

std::vector<AgentLoad> SqliteLedger::loads() {
  writer_.fold_all();
  return guarded<std::vector<AgentLoad>>([&](Connection& reader) {
    std::map<std::string, AgentLoad> loads;
    const auto of = [&](const std::string& agent) -> AgentLoad& {
      auto& load = loads[agent];
      load.agent = agent;
      return load;
    };
    constexpr std::string_view kAgent = "agent:";
    reader.query(Sql("SELECT owner, channel, count(*), sum(owed) FROM cases INDEXED BY cases_agents "
                     "WHERE open = 1 AND owner >= 'agent:' AND owner < 'agent;' GROUP BY owner, channel"),
                 [&](SQLite::Statement& row) {
                   auto& load = of(row.getColumn(0).getString().substr(kAgent.size()));
                   load.owned_cases += row.getColumn(2).getInt64();
                   if (const auto owed = row.getColumn(3).getInt64(); owed > 0)
                     load.owed_threads[row.getColumn(1).getString()] = owed;
                   return true;
                 });
    reader.query(Sql("SELECT owner, count(*) FROM work INDEXED BY work_owner "
                     "WHERE finished = 0 AND owner <> '' GROUP BY owner"),
                 [&](SQLite::Statement& row) {
                   of(row.getColumn(0).getString()).claimed_items = row.getColumn(1).getInt64();
                   return true;
                 });
    std::vector<AgentLoad> list;
    for (auto& [agent, load] : loads) list.push_back(std::move(load));
    return list;
  });
}

Ledger::Figures SqliteLedger::figures() {
  writer_.fold_all();
  return figures_.get();
}

}  // namespace baton::ledger
