// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_migrations.h"

#include <array>

namespace baton::ledger {
namespace {

constexpr std::int64_t kApplicationId = 0x42544E31;  // "BTN1": tells a Baton store from any other SQLite file

// An ordinary message costs: one row at the end of `history` and its index entry, a few at the end of `content`, one at
// the end of `changes`. Everything that lies at a random place (cases, dues) is folded in later, many at a time.
constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE figures(
  one INTEGER PRIMARY KEY CHECK(one = 1), cases_total INTEGER NOT NULL, cases_open INTEGER NOT NULL,
  facts INTEGER NOT NULL, outbox_pending INTEGER NOT NULL, outbox_dead INTEGER NOT NULL,
  undecided INTEGER NOT NULL) STRICT;
INSERT INTO figures VALUES(1, 0, 0, 0, 0, 0, 0);

CREATE TABLE streams(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, customer_key BLOB) STRICT;

-- One row per decided input. `facts` is a JSON array; fact i has position + i and last_sequence - fact_count + 1 + i.
CREATE TABLE history(
  position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, last_sequence INTEGER NOT NULL, fact_count INTEGER NOT NULL,
  at INTEGER NOT NULL, actor TEXT NOT NULL, cause TEXT NOT NULL, input TEXT, facts TEXT NOT NULL,
  duplicates BLOB) STRICT;
-- Covers the duplicate keys of a stream, so that they need no table of their own.
CREATE INDEX history_stream ON history(stream, last_sequence, at, duplicates);

CREATE TABLE content(id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TABLE addresses(hash TEXT PRIMARY KEY, stream INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots(stream INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, state TEXT NOT NULL) STRICT;

-- Changes of `cases` and `dues` that are committed and not yet folded into them.
CREATE TABLE changes(position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, rows TEXT NOT NULL) STRICT;

CREATE TABLE dues(stream INTEGER PRIMARY KEY, due INTEGER NOT NULL) STRICT;
CREATE INDEX dues_due ON dues(due, stream);

CREATE TABLE outbox(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, stream TEXT NOT NULL, effect TEXT NOT NULL,
  connector TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, started INTEGER NOT NULL,
  last_error TEXT NOT NULL) STRICT;
CREATE INDEX outbox_due ON outbox(due);
CREATE TABLE dead_letters(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, stream TEXT NOT NULL, effect TEXT NOT NULL,
  connector TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, started INTEGER NOT NULL,
  last_error TEXT NOT NULL) STRICT;

-- `urgent` is the next update due, later than any when there is none, later still when the case is settled (G11).
CREATE TABLE cases(
  number INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, status TEXT NOT NULL,
  owner TEXT NOT NULL, lane TEXT NOT NULL, channel TEXT NOT NULL, segment TEXT NOT NULL, priority INTEGER NOT NULL,
  open INTEGER NOT NULL, opened INTEGER NOT NULL, next_update_due INTEGER NOT NULL, urgent INTEGER NOT NULL,
  revision INTEGER NOT NULL) STRICT;
CREATE INDEX cases_urgent ON cases(urgent, priority, opened, case_id);
CREATE INDEX cases_owner ON cases(owner, urgent, priority, opened, case_id);
CREATE INDEX cases_lane ON cases(lane, urgent, priority, opened, case_id);
CREATE INDEX cases_status ON cases(status, urgent, priority, opened, case_id);
CREATE INDEX cases_opened ON cases(opened, case_id);
CREATE INDEX cases_open_opened ON cases(opened, case_id) WHERE open = 1;
CREATE INDEX cases_agents ON cases(owner) WHERE open = 1 AND owner >= 'agent:' AND owner < 'agent;';

CREATE TABLE work(
  item TEXT PRIMARY KEY, case_id TEXT NOT NULL, stream TEXT NOT NULL, kind TEXT NOT NULL, lane TEXT NOT NULL,
  state TEXT NOT NULL, offered_to TEXT NOT NULL, owner TEXT NOT NULL, opened INTEGER NOT NULL,
  finished INTEGER NOT NULL) STRICT;
CREATE INDEX work_opened ON work(opened, item) WHERE finished = 0;
CREATE INDEX work_lane ON work(lane, opened, item) WHERE finished = 0;
CREATE INDEX work_offered ON work(offered_to, opened, item) WHERE finished = 0 AND offered_to <> '';
CREATE INDEX work_owner ON work(owner, opened, item) WHERE finished = 0 AND owner <> '';

CREATE TABLE undecided(
  id INTEGER PRIMARY KEY, stream TEXT NOT NULL, input TEXT NOT NULL, why TEXT NOT NULL,
  received INTEGER NOT NULL) STRICT;
CREATE TABLE cursors(
  connector TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY(connector, name)) STRICT, WITHOUT ROWID;
CREATE TABLE answers(
  key TEXT PRIMARY KEY, digest TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX answers_at ON answers(at);
CREATE TABLE blobs(
  id TEXT PRIMARY KEY, key BLOB NOT NULL, size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// M1-M13. `row` is a MeasuredRow; what all of them add up to stands in `metric_buckets`, by day. Both are
// written when changes are folded, many at a time. A snapshot of before has no measures: its stream is folded
// once from its beginning.
constexpr std::string_view kVersion2 = R"sql(
ALTER TABLE streams ADD COLUMN measured INTEGER NOT NULL DEFAULT 0;
CREATE INDEX streams_measured ON streams(measured) WHERE name > 'k' AND name < 'l';
ALTER TABLE snapshots ADD COLUMN measures TEXT;
CREATE TABLE measured(
  number INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, last_day INTEGER NOT NULL, first_day INTEGER NOT NULL,
  row TEXT NOT NULL) STRICT;
CREATE INDEX measured_last ON measured(last_day, case_id);
CREATE TABLE metric_groups(number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE metric_buckets(
  day INTEGER NOT NULL, code TEXT NOT NULL, split TEXT NOT NULL, value INTEGER NOT NULL, counts_from INTEGER NOT NULL,
  metric_group INTEGER NOT NULL, count INTEGER NOT NULL, numerator INTEGER NOT NULL, denominator INTEGER NOT NULL,
  judged INTEGER NOT NULL, within INTEGER NOT NULL,
  PRIMARY KEY(day, code, split, value, counts_from, metric_group)) STRICT, WITHOUT ROWID;
CREATE INDEX metric_buckets_live ON metric_buckets(code, day) WHERE code = 'M3';
)sql";

// R5, R6: what decides who is offered an item next, the offers that overtook something, and how long finished items
// took (H7). What was open before is offered at once to whoever comes; its customer's next decision tells the rest.
constexpr std::string_view kVersion3 = R"sql(
ALTER TABLE work ADD COLUMN priority INTEGER NOT NULL DEFAULT 3;
ALTER TABLE work ADD COLUMN work_type INTEGER NOT NULL DEFAULT 1;
ALTER TABLE work ADD COLUMN deadline INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN wanted TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN not_to TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN also_offered TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work ADD COLUMN at_once INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work ADD COLUMN queued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE work ADD COLUMN overtaken INTEGER NOT NULL DEFAULT 0;
UPDATE work SET waits = 1, queued = opened,
  priority = coalesce((SELECT priority FROM cases WHERE cases.case_id = work.case_id), 3)
  WHERE finished = 0 AND state = 'open';
CREATE INDEX work_also_offered ON work(opened, item) WHERE finished = 0 AND also_offered <> '';
CREATE TABLE offers(
  number INTEGER PRIMARY KEY, item TEXT NOT NULL, lane TEXT NOT NULL, language TEXT NOT NULL, agent TEXT NOT NULL,
  opened INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE finished_items(
  lane TEXT NOT NULL, seconds INTEGER NOT NULL, day INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY(lane, seconds, day)) STRICT, WITHOUT ROWID;
)sql";

// P1-P3, I4. Who is forgotten when their time is over has addresses to be found by stream: new ones come at its end.
// Customers for whom nothing was due so far are looked at once, a few at a time, and say themselves when something is.
constexpr std::string_view kVersion4 = R"sql(
CREATE INDEX addresses_stream ON addresses(stream);
ALTER TABLE blobs ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
INSERT INTO dues(stream, due) SELECT number, 1 FROM streams
  WHERE name > 'k' AND name < 'l' AND number NOT IN (SELECT stream FROM dues);
)sql";

// R5: on which threads an agent owes the next word. Until a customer's next decision says so, each open case counts as
// one that does; where a conversation is led is known from its case.
constexpr std::string_view kVersion5 = R"sql(
ALTER TABLE cases ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET owed = 1 WHERE open = 1;
DROP INDEX cases_agents;
CREATE INDEX cases_agents ON cases(owner, channel, owed) WHERE open = 1 AND owner >= 'agent:' AND owner < 'agent;';
ALTER TABLE work ADD COLUMN channel TEXT NOT NULL DEFAULT '';
UPDATE work SET channel = coalesce((SELECT channel FROM cases WHERE cases.case_id = work.case_id), '')
  WHERE finished = 0 AND kind = 'conversation';
)sql";

// What plugins keep (baton.kv/1). A space outlives its values, so that a revision never comes back.
constexpr std::string_view kVersion6 = R"sql(
CREATE TABLE value_spaces(
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE TABLE kept_values(
  space INTEGER NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, value BLOB NOT NULL,
  UNIQUE(space, key)) STRICT;
)sql";

constexpr const char* kNoStore = "the file is an SQLite database, but not a store of Baton";

constexpr std::array kMigrations = {
    Migration{1, kVersion1}, Migration{2, kVersion2}, Migration{3, kVersion3}, Migration{4, kVersion4},
    Migration{5, kVersion5}, Migration{6, kVersion6}};

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

std::string migrate(Connection& store, std::span<const Migration> steps) {
  const auto newest = steps.back().version;
  const auto version = store.number("PRAGMA user_version", 0);
  const auto application = store.number("PRAGMA application_id", 0);
  const bool empty = store.number("SELECT count(*) FROM sqlite_schema", 0) == 0;
  if (!empty && application != kApplicationId) return kNoStore;
  if (version > newest) {
    return "the store has version " + std::to_string(version) + ", this host knows versions up to " +
           std::to_string(newest) + ": start the host that made it, or a later one";
  }
  for (const auto& step : steps) {
    if (step.version <= version) continue;
    store.execute("BEGIN IMMEDIATE");
    store.execute("PRAGMA application_id=" + std::to_string(kApplicationId));
    store.execute(std::string(step.sql));
    store.execute("PRAGMA user_version=" + std::to_string(step.version));
    store.execute("COMMIT");
  }
  return {};
}

std::string why_not_readable(Connection& store, std::span<const Migration> steps) {
  if (store.number("PRAGMA application_id", 0) != kApplicationId) return kNoStore;
  const auto version = store.number("PRAGMA user_version", 0);
  if (version == steps.back().version) return {};
  return "the store has version " + std::to_string(version) + ", this program reads version " +
         std::to_string(steps.back().version) + ": use the program that made it, or start this one's host on it first";
}

}  // namespace baton::ledger
