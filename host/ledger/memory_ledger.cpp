// SPDX-License-Identifier: MIT
#include "host/ledger/memory_ledger.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <tuple>
#include <type_traits>

#include "host/ledger/case_list.h"
#include "host/ledger/crypto.h"
#include "host/ledger/memory_tables.h"

namespace baton::ledger {
namespace {

constexpr core::Millis kAnswersKept = 24 * core::kHour;
constexpr std::string_view kAgent = "agent:";

class MemoryLedger final : public Ledger {
 public:
  explicit MemoryLedger(const MemoryOptions& options)
      : options_(options), address_secret_(random_bytes(32)), leases_(0), thread_([this] { work_queue(); }) {}

  ~MemoryLedger() override {
    {
      const std::lock_guard lock(queue_mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  bool submit(Commit commit, std::function<void(CommitResult)> done) override {
    return enqueue([this, commit = std::move(commit), done = std::move(done)] {
      const auto result = locked([&] { return tables_.apply(commit, leases_); });
      if (done) done(result);
    });
  }

  std::int64_t allocate_ids(std::int64_t count) override {
    if (count <= 0) return 0;
    const std::lock_guard lock(mutex_);
    const auto first = tables_.next_id;
    tables_.next_id += count;
    return first;
  }

  std::optional<Lease> lease(const StreamName& stream, const std::string& engine) override {
    return leases_.take(stream, engine);
  }
  void release(const Lease& lease) override { leases_.release(lease); }

  LoadedStream load(const StreamName& name) override {
    const std::lock_guard lock(mutex_);
    LoadedStream loaded;
    const auto known = tables_.streams.find(name);
    if (known == tables_.streams.end()) return loaded;
    const auto& stream = known->second;
    loaded.snapshot_sequence = stream.snapshot_sequence;
    loaded.snapshot_json = stream.snapshot_json;
    loaded.measures_json = stream.measures_json;
    loaded.facts.assign(stream.facts.begin() + stream.snapshot_sequence, stream.facts.end());
    loaded.sequence = static_cast<std::int64_t>(stream.facts.size());
    for (const auto& [at, key] : stream.duplicate_keys) loaded.duplicate_keys.push_back(key);
    loaded.customer_key = stream.customer_key;
    return loaded;
  }

  std::vector<StoredFact> history(const StreamName& name, std::int64_t after_sequence, int limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<StoredFact> found;
    const auto known = tables_.streams.find(name);
    if (known == tables_.streams.end()) return found;
    for (const auto& fact : known->second.facts) {
      if (fact.sequence <= after_sequence) continue;
      if (static_cast<int>(found.size()) >= limit) break;
      found.push_back(fact);
    }
    return found;
  }

  std::vector<StreamName> streams(const StreamName& after, int limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<StreamName> names;
    for (auto it = tables_.streams.upper_bound(after); it != tables_.streams.end(); ++it) {
      if (static_cast<int>(names.size()) >= limit) break;
      names.push_back(it->first);
    }
    return names;
  }

  std::vector<StoredInput> inputs(const StreamName& name, std::int64_t after_position, int limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<StoredInput> found;
    const auto known = tables_.streams.find(name);
    if (known == tables_.streams.end()) return found;
    for (const auto& input : known->second.inputs) {
      if (input.position <= after_position) continue;
      if (static_cast<int>(found.size()) >= limit) break;
      found.push_back(input);
    }
    return found;
  }

  std::optional<StreamName> stream_of_address(const std::string& address_key) override {
    return find(tables_.addresses, address_key);
  }
  std::string address_secret() override { return address_secret_; }
  std::optional<std::string> content(std::int64_t id) override { return find(tables_.content, id); }

  std::vector<Due> take_due(Instant until, int limit, const std::string& engine) override {
    const std::lock_guard lock(mutex_);
    std::vector<Due> found;
    for (const auto& [at, stream] : tables_.dues) {
      if (at > until || static_cast<int>(found.size()) >= limit) break;
      if (!leases_.held_by_other(stream, engine)) found.push_back({stream, at});
    }
    return found;
  }

  std::optional<Instant> earliest_due() override {
    const std::lock_guard lock(mutex_);
    std::optional<Instant> earliest;
    if (!tables_.dues.empty()) earliest = tables_.dues.begin()->first;
    for (const auto& [id, row] : tables_.outbox) earliest = earliest ? std::min(*earliest, row.due) : row.due;
    return earliest;
  }

  void put_due(const StreamName& stream, Instant at) override {
    const std::lock_guard lock(mutex_);
    tables_.put_due(stream, at);
  }

  std::vector<OutboxRow> pending_outbox(std::int64_t after_id, int limit) override {
    return rows_after(tables_.outbox, after_id, limit);
  }
  std::vector<OutboxRow> dead_letters(std::int64_t after_id, int limit) override {
    return rows_after(tables_.dead_letters, after_id, limit);
  }

  bool mark_started(const std::vector<std::int64_t>& ids) override {
    const std::lock_guard lock(mutex_);
    for (const auto id : ids)
      if (const auto row = tables_.outbox.find(id); row != tables_.outbox.end()) row->second.started = true;
    return true;
  }

  void postpone(std::int64_t id, Instant due, std::int64_t attempts, const std::string& error) override {
    const std::lock_guard lock(mutex_);
    const auto known = tables_.outbox.find(id);
    if (known == tables_.outbox.end()) return;
    auto& row = known->second;
    row.due = due;
    row.attempts = attempts;
    row.last_error = error;
    row.started = false;
  }

  void bury(std::int64_t id, const std::string& error) override {
    const std::lock_guard lock(mutex_);
    auto moved = tables_.outbox.extract(id);
    if (moved.empty()) return;
    moved.mapped().last_error = error;
    moved.mapped().state = "dead";
    tables_.dead_letters.insert(std::move(moved));
  }

  bool revive(std::int64_t id, Instant due) override {
    const std::lock_guard lock(mutex_);
    auto moved = tables_.dead_letters.extract(id);
    if (moved.empty()) return false;
    auto& row = moved.mapped();
    row.due = due;
    row.attempts = 0;
    row.started = false;
    row.state = "pending";
    tables_.outbox.insert(std::move(moved));
    return true;
  }

  std::vector<UndecidedRow> undecided(std::int64_t after_id, int limit) override {
    const std::lock_guard lock(mutex_);
    std::vector<UndecidedRow> rows;
    for (auto next = tables_.undecided.upper_bound(after_id); next != tables_.undecided.end(); ++next) {
      if (static_cast<int>(rows.size()) >= limit) break;
      rows.push_back(next->second);
    }
    return rows;
  }

  std::optional<std::map<std::string, std::string>> cursors(const std::string& connector) override {
    const std::lock_guard lock(mutex_);
    std::map<std::string, std::string> values;
    for (const auto& [key, value] : tables_.cursors)
      if (key.first == connector) values.emplace(key.second, value);
    return values;
  }

  KeptRead value(const std::string& space, const std::string& key) override {
    const std::lock_guard lock(mutex_);
    const auto kept = tables_.spaces.find(space);
    if (kept == tables_.spaces.end()) return {};
    const auto known = kept->second.values.find(key);
    return known == kept->second.values.end() ? KeptRead{} : KeptRead{false, known->second};
  }
  bool submit_values(ValuesCommit commit, std::function<void(ValuesResult)> done) override {
    return enqueue([this, commit = std::move(commit), done = std::move(done)] {
      done(locked([&] { return tables_.apply(commit); }));
    });
  }

  CasePage cases(const CaseQuery& query) override;
  std::vector<WorkRow> work(const std::string& lane, const std::string& agent, int limit) override;
  std::vector<AgentLoad> loads() override;
  std::vector<OfferRow> offers() override;
  std::vector<FinishedRow> finished(std::int64_t from_day, std::int64_t to_day) override;
  std::vector<core::MetricBucket> metric_buckets(std::int64_t from_day, std::int64_t to_day) override;
  MeasuredPage measured(const MeasuredQuery& query) override;
  std::vector<StreamName> not_measured(std::int64_t version, int limit) override;

  std::optional<KeptAnswer> begin_request(const std::string& key, const std::string& body_digest,
                                          Instant now) override {
    const std::lock_guard lock(mutex_);
    const auto known = tables_.answers.find(key);
    if (known != tables_.answers.end() && known->second.at >= now - kAnswersKept) return known->second.answer;
    tables_.answers[key] = {{body_digest, 0, {}}, now};
    return std::nullopt;
  }

  void finish_request(const std::string& key, int status, const std::string& body) override {
    const std::lock_guard lock(mutex_);
    const auto known = tables_.answers.find(key);
    if (known == tables_.answers.end()) return;
    known->second.answer.status = status;
    known->second.answer.body = body;
  }

  void forget_request(const std::string& key) override {
    const std::lock_guard lock(mutex_);
    const auto kept = tables_.answers.find(key);
    if (kept != tables_.answers.end() && kept->second.answer.status == 0) tables_.answers.erase(kept);
  }

  bool forget_content(const StreamName& stream, const std::vector<std::int64_t>& ids) override {
    const std::lock_guard lock(mutex_);
    if (tables_.streams.contains(stream))
      for (const auto id : ids) tables_.content.erase(id);
    return true;
  }

  std::int64_t prune(Instant now) override {
    const std::lock_guard lock(mutex_);
    std::int64_t forgotten = 0;
    std::erase_if(tables_.answers, [&](const auto& entry) { return entry.second.at < now - kAnswersKept; });
    std::optional<Instant> oldest;
    for (const auto& [item, row] : tables_.work)
      if ((row.state == "open" || row.state == "offered") && (!oldest || row.opened < *oldest)) oldest = row.opened;
    std::erase_if(tables_.offers, [&](const OfferRow& row) { return !oldest || row.opened < *oldest; });
    const auto finished_before = now.ms / core::kDay - kFinishedKeptDays;
    std::erase_if(tables_.finished, [&](const auto& entry) { return std::get<2>(entry.first) < finished_before; });
    const auto keys_before = now - options_.duplicate_keys_days * core::kDay;
    for (auto& [name, stream] : tables_.streams)
      forgotten += static_cast<std::int64_t>(
          std::erase_if(stream.duplicate_keys, [&](const auto& entry) { return entry.first < keys_before; }));
    return forgotten;
  }

  Figures figures() override {
    const std::lock_guard lock(mutex_);
    const auto size = [](const auto& table) { return static_cast<std::int64_t>(table.size()); };
    const auto open = std::ranges::count_if(tables_.cases, [](const auto& entry) { return entry.second.open; });
    return {size(tables_.cases), open, tables_.facts, size(tables_.outbox), size(tables_.dead_letters),
            size(tables_.undecided)};
  }

  std::string health() override { return {}; }

 private:
  bool enqueue(std::function<void()> task) {
    {
      const std::lock_guard lock(queue_mutex_);
      if (stopping_ || queue_.size() >= options_.queued_commits_max) return false;
      queue_.push_back(std::move(task));
    }
    wake_.notify_one();
    return true;
  }

  template <class Apply>
  std::invoke_result_t<Apply> locked(const Apply& apply) {
    const std::lock_guard lock(mutex_);
    return apply();
  }

  void work_queue() {
    for (;;) {
      std::unique_lock lock(queue_mutex_);
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const auto task = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      task();
    }
  }

  template <class Table, class Key>
  std::optional<typename Table::mapped_type> find(const Table& table, const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto known = table.find(key);
    return known == table.end() ? std::nullopt : std::optional(known->second);
  }

  std::vector<OutboxRow> rows_after(const std::map<std::int64_t, OutboxRow>& table, std::int64_t after_id, int limit) {
    const std::lock_guard lock(mutex_);
    std::vector<OutboxRow> rows;
    for (auto it = table.upper_bound(after_id); it != table.end(); ++it) {
      if (static_cast<int>(rows.size()) >= limit) break;
      rows.push_back(it->second);
    }
    return rows;
  }

  const MemoryOptions options_;
  const std::string address_secret_;
  LeaseTable leases_;
  std::mutex mutex_;
  MemoryTables tables_;
  std::mutex queue_mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::thread thread_;  // last: everything it uses exists before it starts
};

CasePage MemoryLedger::cases(const CaseQuery& query) {
  CasePage page;
  const auto sort = case_sort(query.sort);
  const auto after = sort && !query.cursor.empty() ? cursor_key(query.cursor, *sort) : std::nullopt;
  if (!sort || (!query.cursor.empty() && !after)) {
    page.bad_cursor = true;
    return page;
  }
  const std::lock_guard lock(mutex_);
  for (const auto& [id, row] : tables_.cases)
    if (matches(query, row) && (!after || comes_before(*after, case_key(row, *sort), *sort))) page.rows.push_back(row);
  std::ranges::sort(page.rows, [&](const CaseRow& a, const CaseRow& b) {
    return comes_before(case_key(a, *sort), case_key(b, *sort), *sort);
  });
  const auto limit = static_cast<std::size_t>(page_limit(query));
  if (page.rows.size() > limit) {
    page.rows.resize(limit);
    page.next_cursor = cursor_text(case_key(page.rows.back(), *sort), *sort);
  }
  return page;
}

std::vector<WorkRow> MemoryLedger::work(const std::string& lane, const std::string& agent, int limit) {
  const std::lock_guard lock(mutex_);
  std::vector<WorkRow> rows;
  for (const auto& [item, row] : tables_.work) {
    const bool theirs = agent.empty() || row.offered_to == agent || row.owner == agent ||
                        (' ' + row.also_offered + ' ').find(' ' + agent + ' ') != std::string::npos;
    if (!row.finished && theirs && (lane.empty() || row.lane == lane)) rows.push_back(row);
  }
  std::ranges::sort(rows, [](const WorkRow& a, const WorkRow& b) {
    return std::tie(a.opened, a.item) < std::tie(b.opened, b.item);
  });
  if (static_cast<int>(rows.size()) > limit) rows.resize(static_cast<std::size_t>(std::max(limit, 0)));
  return rows;
}

std::vector<AgentLoad> MemoryLedger::loads() {
  const std::lock_guard lock(mutex_);
  std::map<std::string, AgentLoad> loads;
  const auto of = [&](const std::string& agent) -> AgentLoad& {
    auto& load = loads[agent];
    load.agent = agent;
    return load;
  };
  for (const auto& [id, row] : tables_.cases) {
    if (!row.open || !row.owner.starts_with(kAgent)) continue;
    auto& load = of(row.owner.substr(kAgent.size()));
    ++load.owned_cases;
    if (row.owed) ++load.owed_threads[row.channel];
  }
  for (const auto& [item, row] : tables_.work)
    if (!row.finished && !row.owner.empty()) ++of(row.owner).claimed_items;
  std::vector<AgentLoad> list;
  for (auto& [agent, load] : loads) list.push_back(std::move(load));
  return list;
}

std::vector<OfferRow> MemoryLedger::offers() {
  const std::lock_guard lock(mutex_);
  return tables_.offers;
}

std::vector<FinishedRow> MemoryLedger::finished(std::int64_t from_day, std::int64_t to_day) {
  const std::lock_guard lock(mutex_);
  std::vector<FinishedRow> rows;
  for (const auto& [key, count] : tables_.finished) {
    const auto& [lane, seconds, day] = key;
    if (day >= from_day && day <= to_day) rows.push_back({lane, day, seconds, count});
  }
  return rows;
}

std::vector<core::MetricBucket> MemoryLedger::metric_buckets(std::int64_t from_day, std::int64_t to_day) {
  const std::lock_guard lock(mutex_);
  BucketSums sums;
  for (const auto& [id, row] : tables_.measured) sums.add(row, 1);
  auto buckets = sums.buckets();
  std::erase_if(buckets, [&](const core::MetricBucket& bucket) {
    const auto* known = core::metric_definition(bucket.sample.code);
    const bool live = known != nullptr && known->live;
    return !live && (bucket.sample.day < from_day || bucket.sample.day > to_day);
  });
  return buckets;
}

MeasuredPage MemoryLedger::measured(const MeasuredQuery& query) {
  MeasuredPage page;
  const auto after = query.cursor.empty() ? std::optional(std::pair(query.from_day, std::string{}))
                                          : read_measured_cursor(query.cursor);
  page.bad_cursor = !after;
  if (!after) return page;
  const std::lock_guard lock(mutex_);
  const auto key = [](const MeasuredRow& row) { return std::pair(row.last_day, row.case_id); };
  for (const auto& [id, row] : tables_.measured)
    if (row.first_day <= query.to_day && key(row) > *after) page.rows.push_back(row);
  std::ranges::sort(page.rows, [&](const MeasuredRow& a, const MeasuredRow& b) { return key(a) < key(b); });
  const auto limit = static_cast<std::size_t>(std::max(query.limit, 1));
  if (page.rows.size() > limit) {
    page.rows.resize(limit);
    page.next_cursor = measured_cursor(page.rows.back().last_day, page.rows.back().case_id);
  }
  return page;
}

std::vector<StreamName> MemoryLedger::not_measured(std::int64_t version, int limit) {
  const std::lock_guard lock(mutex_);
  std::vector<StreamName> names;
  for (const auto& [name, stream] : tables_.streams) {
    if (static_cast<int>(names.size()) >= limit) break;
    if (name.starts_with('k') && stream.measured != version) names.push_back(name);
  }
  return names;
}

}  // namespace

std::unique_ptr<Ledger> make_memory_ledger(const MemoryOptions& options) {
  return std::make_unique<MemoryLedger>(options);
}

}  // namespace baton::ledger
