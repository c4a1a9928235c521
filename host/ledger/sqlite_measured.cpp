// SPDX-License-Identifier: MIT
// sqlite_measured.cpp - what cases give to the figures (measured_row.h): folded with the other changes, the
// old samples taken out of the sums and the new ones put in, so that folding a row again changes nothing; and
// read by day.
#include <algorithm>

#include "host/ledger/codec_records.h"
#include "host/ledger/sqlite_ledger_class.h"

namespace baton::ledger {
namespace {

constexpr int kRowsPerPage = 5000;

std::string row_text(const MeasuredRow& row) {
  std::string text;
  write_record(text, row);
  return text;
}

}  // namespace

void WriteSide::fold_measured(const MeasuredRow& row, BucketSums& sums) {
  std::int64_t number = 0;
  std::string before;
  store_.query(
      Sql("SELECT number, row FROM measured WHERE case_id = ?"),
      [&](SQLite::Statement& found) {
        number = found.getColumn(0).getInt64();
        before = found.getColumn(1).getString();
        return false;
      },
      row.case_id);
  const auto text = row_text(row);
  if (text == before) return;
  if (number == 0) {
    store_.run("INSERT INTO measured(case_id, last_day, first_day, row) VALUES(?, ?, ?, ?)", row.case_id,
               row.last_day, row.first_day, text);
  } else {
    if (const auto old = read_record<MeasuredRow>(before)) sums.add(*old, -1);
    store_.run("UPDATE measured SET last_day = ?, first_day = ?, row = ? WHERE number = ?", row.last_day,
               row.first_day, text, number);
  }
  sums.add(row, 1);
}

std::int64_t WriteSide::metric_group(const core::MetricGroup& group) {
  const auto [known, fresh] = metric_groups_.try_emplace(group, 0);
  if (!fresh) return known->second;
  std::string text;
  write_record(text, group);
  store_.run("INSERT INTO metric_groups(text) VALUES(?) ON CONFLICT(text) DO NOTHING", text);
  known->second = store_.number("SELECT number FROM metric_groups WHERE text = ?", 0, text);
  return known->second;
}

void WriteSide::write_buckets(BucketSums& sums) {
  for (const auto& bucket : sums.buckets()) {
    const auto& s = bucket.sample;
    const auto group = metric_group(bucket.group);
    store_.run(
        "INSERT INTO metric_buckets(day, code, split, value, counts_from, metric_group, count, numerator, "
        "denominator, "
        "judged, within) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(day, code, split, value, counts_from, metric_group) DO UPDATE SET count = count + "
        "excluded.count, "
        "numerator = numerator + excluded.numerator, denominator = denominator + excluded.denominator, "
        "judged = judged + excluded.judged, within = within + excluded.within",
        s.day, s.code, s.split, s.value, s.counts_from, group, bucket.count, s.numerator, s.denominator,
        s.judged, s.within);
    if (bucket.count >= 0) continue;
    store_.run(
        "DELETE FROM metric_buckets WHERE day = ? AND code = ? AND split = ? AND value = ? AND counts_from = "
        "? AND "
        "metric_group = ? AND count = 0",
        s.day, s.code, s.split, s.value, s.counts_from, group);
  }
}

std::vector<core::MetricBucket> SqliteLedger::metric_buckets(std::int64_t from_day, std::int64_t to_day) {
  writer_.fold_all();
  return guarded<std::vector<core::MetricBucket>>([&](Connection& reader) {
    std::map<std::int64_t, core::MetricGroup> groups;
    reader.query(Sql("SELECT number, text FROM metric_groups"), [&](SQLite::Statement& row) {
      if (auto group = read_record<core::MetricGroup>(row.getColumn(1).getString()))
        groups[row.getColumn(0).getInt64()] = std::move(*group);
      return true;
    });
    std::vector<core::MetricBucket> buckets;
    const auto add = [&](SQLite::Statement& row) {
      core::MetricBucket bucket;
      bucket.group = groups[row.getColumn(5).getInt64()];
      bucket.sample = {
          row.getColumn(1).getString(), row.getColumn(2).getString(), row.getColumn(0).getInt64(),
          row.getColumn(3).getInt64(),  row.getColumn(7).getInt64(),  row.getColumn(8).getInt64(),
          row.getColumn(9).getInt64(),  row.getColumn(10).getInt64(), {row.getColumn(4).getInt64()}};
      bucket.count = row.getColumn(6).getInt64();
      buckets.push_back(std::move(bucket));
      return true;
    };
    reader.query(Sql("SELECT day, code, split, value, counts_from, metric_group, count, numerator, "
                     "denominator, judged, within "
                     "FROM metric_buckets WHERE day BETWEEN ? AND ? AND code <> 'M3'"),
                 add, from_day, to_day);
    reader.query(Sql("SELECT day, code, split, value, counts_from, metric_group, count, numerator, "
                     "denominator, judged, within "
                     "FROM metric_buckets INDEXED BY metric_buckets_live WHERE code = 'M3'"),
                 add);
    return buckets;
  });
}

MeasuredPage SqliteLedger::measured(const MeasuredQuery& query) {
  writer_.fold_all();
  MeasuredPage page;
  const auto after = query.cursor.empty() ? std::optional(std::pair(query.from_day, std::string{}))
                                          : read_measured_cursor(query.cursor);
  page.bad_cursor = !after;
  if (!after) return page;
  const auto limit = std::clamp(query.limit, 1, kRowsPerPage);
  return guarded<MeasuredPage>([&](Connection& reader) {
    reader.query(
        Sql("SELECT row FROM measured INDEXED BY measured_last WHERE (last_day, case_id) > (?, ?) AND "
            "first_day <= ? "
            "ORDER BY last_day, case_id LIMIT ?"),
        [&](SQLite::Statement& row) {
          if (auto measured = read_record<MeasuredRow>(row.getColumn(0).getString()))
            page.rows.push_back(std::move(*measured));
          return true;
        },
        after->first, after->second, query.to_day, limit + 1);
    if (page.rows.size() > static_cast<std::size_t>(limit)) {
      page.rows.resize(static_cast<std::size_t>(limit));
      page.next_cursor = measured_cursor(page.rows.back().last_day, page.rows.back().case_id);
    }
    return page;
  });
}

std::vector<StreamName> SqliteLedger::not_measured(std::int64_t version, int limit) {
  return guarded<std::vector<StreamName>>([&](Connection& reader) {
    std::vector<StreamName> names;
    reader.query(
        Sql("SELECT name FROM streams INDEXED BY streams_measured WHERE measured <> ? AND name > 'k' AND "
            "name < 'l' LIMIT ?"),
        [&](SQLite::Statement& row) {
          names.push_back(row.getColumn(0).getString());
          return true;
        },
        version, limit);
    return names;
  });
}

}  // namespace baton::ledger
