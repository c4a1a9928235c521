// SPDX-License-Identifier: MIT
#include "host/ledger/memory_tables.h"

#include <algorithm>

namespace baton::ledger {

bool MemoryTables::fits(const Commit& commit, const LeaseTable& leases) const {
  const auto known = streams.find(commit.stream);
  const auto sequence = known == streams.end() || known->second.facts.empty() ? 0 : known->second.facts.back().sequence;
  if (!commit.undecided && commit.after_sequence != sequence) return false;
  if (!leases.allows(commit.stream, commit.lease_epoch)) return false;
  return std::ranges::all_of(commit.addresses, [&](const std::string& address) {
    const auto owner = addresses.find(address);
    return owner == addresses.end() || owner->second == commit.stream;
  });
}

// Ids that exist already: a defect of the caller, refused as the unique keys of a database would.
bool MemoryTables::breaks_a_rule(const Commit& commit) const {
  return std::ranges::any_of(commit.content, [&](const ContentRow& row) { return content.contains(row.id); }) ||
         std::ranges::any_of(commit.outbox, [&](const OutboxRow& row) { return outbox.contains(row.id); });
}

void MemoryTables::put_due(const StreamName& name, Instant at) {
  const auto known = streams.find(name);
  if (known == streams.end()) return;
  auto& stream = known->second;
  dues.erase({stream.due, name});
  stream.due = at;
  if (at) dues.emplace(at, name);
}

void MemoryTables::add_history(const Commit& commit, MemoryStream& stream) {
  if (!commit.input_json.empty())
    stream.inputs.push_back(
        {next_position, commit.at, commit.actor, commit.cause, commit.input_json, commit.facts});
  for (const auto& row : commit.facts) {
    StoredFact fact;
    static_cast<FactRow&>(fact) = row;
    if (fact.json.empty()) fact.json = "{}";
    fact.position = next_position++;
    fact.sequence = static_cast<std::int64_t>(stream.facts.size()) + 1;
    fact.at = commit.at;
    fact.actor = commit.actor;
    fact.cause = commit.cause;
    stream.facts.push_back(std::move(fact));
    ++facts;
  }
  for (const auto& key : commit.duplicate_keys) stream.duplicate_keys.emplace_back(commit.at, key);
}

void MemoryTables::erase(const Commit& commit, MemoryStream& stream) {
  stream.customer_key.clear();
  std::erase_if(addresses, [&](const auto& entry) { return entry.second == commit.stream; });
  std::erase_if(undecided, [&](const auto& entry) { return entry.second.stream == commit.stream; });
  for (const auto id : commit.erasure->content) content.erase(id);
}

CommitResult MemoryTables::apply(const Commit& commit, const LeaseTable& leases) {
  if (!fits(commit, leases)) return CommitResult::conflict;
  if (breaks_a_rule(commit)) return CommitResult::failed;
  auto& stream = streams[commit.stream];
  add_history(commit, stream);
  for (const auto& row : commit.content) content.emplace(row.id, row.sealed);
  if (stream.customer_key.empty()) stream.customer_key = commit.new_customer_key;
  for (const auto& address : commit.addresses) addresses.emplace(address, commit.stream);
  for (auto row : commit.outbox) {
    row.state = "pending";
    outbox.emplace(row.id, std::move(row));
  }
  for (const auto id : commit.outbox_done) {
    outbox.erase(id);
    dead_letters.erase(id);
  }
  if (commit.next_due) put_due(commit.stream, *commit.next_due);
  for (const auto& row : commit.cases) cases.insert_or_assign(row.case_id, row);
  for (const auto& row : commit.work) work.insert_or_assign(row.item, row);
  offers.insert(offers.end(), commit.offers.begin(), commit.offers.end());
  for (const auto& row : commit.finished) finished[{row.lane, row.seconds, row.day}] += row.count;
  for (const auto& row : commit.measured) measured.insert_or_assign(row.case_id, row);
  if (commit.measured_under != 0) stream.measured = commit.measured_under;
  if (!commit.snapshot_json.empty()) {
    stream.snapshot_sequence = static_cast<std::int64_t>(stream.facts.size());
    stream.snapshot_json = commit.snapshot_json;
    stream.measures_json = commit.measures_json;
  }
  if (auto row = commit.undecided) {
    if (row->id == 0) row->id = next_id++;
    undecided.insert_or_assign(row->id, *row);
  }
  if (commit.decided != 0) undecided.erase(commit.decided);
  if (commit.erasure) erase(commit, stream);
  for (const auto& cursor : commit.cursors) cursors[{cursor.connector, cursor.name}] = cursor.value;
  if (const auto& answer = commit.answer) {
    if (const auto kept = answers.find(answer->key); kept != answers.end()) {
      kept->second.answer.status = answer->status;
      kept->second.answer.body = answer->body;
    }
  }
  return CommitResult::stored;
}

ValuesResult MemoryTables::apply(const ValuesCommit& commit) {
  auto& space = spaces[commit.space];
  const auto now = [&](const std::string& key) {
    const auto known = space.values.find(key);
    if (known == space.values.end()) return ValueNow{};
    return ValueNow{known->second.revision, static_cast<std::int64_t>(known->second.value.size())};
  };
  const auto result = judge(commit, now, space.bytes);
  if (result != ValuesResult::stored) return result;
  ++space.revision;
  for (const auto& write : commit.writes) {
    if (write.value) space.values.insert_or_assign(write.key, KeptValue{*write.value, space.revision});
    else space.values.erase(write.key);
  }
  return result;
}

}  // namespace baton::ledger
