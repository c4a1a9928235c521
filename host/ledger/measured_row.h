// SPDX-License-Identifier: MIT
// measured_row.h - what one case gives to the figures M1-M13, as the ledger keeps it: made by the engine,
// added up by the ledger by day and group, so that a request for figures reads sums and never a history.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/metric_sums.h"

namespace baton::ledger {

struct MeasuredRow {
  std::string case_id;
  core::MetricGroup group;
  std::string samples;         // text of sample lines
  std::int64_t first_day = 0;  // of its samples
  std::int64_t last_day = 0;
  BATON_FIELDS(case_id, group, samples, first_day, last_day)
  bool operator==(const MeasuredRow&) const = default;
};

MeasuredRow measured_row(std::string case_id, core::MetricGroup group,
                         const std::vector<core::MetricSample>& samples);

// One line a sample: many rows are written, and each costs its bytes. Nothing when the text is no such list.
std::string samples_text(const std::vector<core::MetricSample>& samples);
std::optional<std::vector<core::MetricSample>> samples_from_text(std::string_view text);

// Cases with samples on these days, the least recent first; `cursor` is of the page before.
struct MeasuredQuery {
  std::int64_t from_day = 0;
  std::int64_t to_day = 0;
  std::string cursor{};
  int limit = 500;
};
struct MeasuredPage {
  std::vector<MeasuredRow> rows;
  std::string next_cursor;  // empty at the end
  bool bad_cursor = false;
};

// Cursors of both ledgers: a day and a case id.
std::string measured_cursor(std::int64_t last_day, std::string_view case_id);
std::optional<std::pair<std::int64_t, std::string>> read_measured_cursor(std::string_view text);

// Adds a row's samples to sums, `sign` times: -1 takes away what it gave before.
class BucketSums {
 public:
  void add(const MeasuredRow& row, int sign);
  const std::vector<core::MetricBucket>& buckets();  // those that are not nothing, in order
  bool empty() const { return sums_.empty(); }

 private:
  struct Less {
    bool operator()(const core::MetricBucket& a, const core::MetricBucket& b) const;
  };
  std::map<core::MetricBucket, core::MetricBucket, Less> sums_;
  std::vector<core::MetricBucket> made_;
};

}  // namespace baton::ledger
