// SPDX-License-Identifier: MIT
// library_table.cpp - see library_table.h. Plugin code is never run under the lock.
#include "host/plugin/library_table.h"

#include <algorithm>
#include <chrono>

namespace baton::plugin {
namespace {

constexpr std::chrono::seconds kOpenWait{10};

Refused open_steps(const CheckedBundle& bundle, bool replaced, const std::function<void(LoadStep)>& on_step,
                   LoadedLibrary& library) {
  baton_entry_fn entry_function = nullptr;
  on_step(LoadStep::kOpen);
  if (Refused refusal = step_open(bundle, replaced, entry_function)) return refusal;
  on_step(LoadStep::kEntry);
  if (Refused refusal = step_entry(bundle, entry_function, library)) return refusal;
  on_step(LoadStep::kEntryVersion);
  if (Refused refusal = step_entry_version(bundle, library)) return refusal;
  on_step(LoadStep::kLibraryInit);
  if (Refused refusal = step_library_init(bundle, library)) return refusal;
  on_step(LoadStep::kDescriptor);
  Refused refusal = step_descriptor(bundle, library);
  if (refusal) library.entry->deinit();
  return refusal;
}

}  // namespace

LibraryTable& LibraryTable::of_this_process() {
  // Never destroyed: a thread of an abandoned plugin may still be in it when the process ends.
  static LibraryTable* const table = new LibraryTable;
  return *table;
}

LibraryTable::Answer LibraryTable::open(const CheckedBundle& bundle, const std::function<void(LoadStep)>& on_step) {
  std::unique_lock lock(mutex_);
  const auto path = bundle.library.string();
  const auto first = entries_.lower_bound({path, {}});
  const bool replaced = first != entries_.end() && first->first.first == path;
  auto& slot = entries_[{path, bundle.sha256}];
  if (slot == nullptr) slot = std::make_unique<Entry>();
  Entry& entry = *slot;
  opened_.wait_for(lock, kOpenWait, [&] { return entry.state != State::kOpening; });
  if (entry.state == State::kOpening)
    return refuse(bundle, LoadStep::kOpen, "a library is opened by one instance at a time",
                  "another instance has been opening it for too long", "restart the host");
  if (entry.state == State::kRefused) return entry.refusal;
  if (entry.state == State::kOpen) return &entry.library;
  entry.state = State::kOpening;
  lock.unlock();
  Refused refusal = open_steps(bundle, replaced, on_step, entry.library);
  lock.lock();
  entry.state = refusal ? State::kRefused : State::kOpen;
  if (refusal) entry.refusal = *refusal;
  opened_.notify_all();
  if (refusal) return *refusal;
  return &entry.library;
}

void LibraryTable::abandon(const std::string& instance_id) {
  const std::lock_guard lock(mutex_);
  abandoned_.insert(instance_id);
}

bool LibraryTable::is_abandoned(const std::string& instance_id) const {
  const std::lock_guard lock(mutex_);
  return abandoned_.contains(instance_id);
}

std::size_t LibraryTable::abandoned_count() const {
  const std::lock_guard lock(mutex_);
  return abandoned_.size();
}

std::size_t LibraryTable::open_count() const {
  const std::lock_guard lock(mutex_);
  const auto is_open = [](const auto& one) { return one.second->state == State::kOpen; };
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(), is_open));
}

void LibraryTable::shut_down() {
  std::vector<const baton_entry_t*> idle;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [name, entry] : entries_) {
      if (entry->state != State::kOpen || entry->library.instances.load() != 0) continue;
      idle.push_back(entry->library.entry);
      entry->state = State::kRefused;
      entry->refusal.step = LoadStep::kOpen;
      entry->refusal.file = name.first;
      entry->refusal.rule = "a library is initialised once in the life of a process";
      entry->refusal.message = "the host is shutting down";
      entry->refusal.host_version = to_string(kHostAbi);
    }
  }
  for (const baton_entry_t* entry : idle) entry->deinit();
}

}  // namespace baton::plugin
