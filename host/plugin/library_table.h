// SPDX-License-Identifier: MIT
// library_table.h - the plugin libraries of this process. A library is opened and initialised once, however many
// instances it serves, and stays mapped for ever; so this table is one per process, like what it describes. What counts
// is the content: other content at the same path is another library, and runs beside the one that was there before.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include <baton/baton.h>

#include "host/plugin/loading.h"

namespace baton::plugin {

inline constexpr std::uint32_t kDescriptorMaxCount = 64;  // per factory

struct LoadedKind {
  const baton_factory_t* factory = nullptr;
  const baton_descriptor_t* descriptor = nullptr;
};

struct LoadedLibrary {
  const baton_entry_t* entry = nullptr;
  std::map<Kind, LoadedKind> kinds;
  std::atomic<int> instances{0};
};

class LibraryTable {
 public:
  static LibraryTable& of_this_process();

  using Answer = std::variant<LoadedLibrary*, LoadRefusal>;
  // Steps 8 to 12, once per library; later calls get the same answer. `on_step` is told which step begins. Runs plugin
  // code that may hang: the caller gives it a thread it can do without.
  Answer open(const CheckedBundle& bundle, const std::function<void(LoadStep)>& on_step);

  // Instances that did not come back from stop(). Their ids are refused as long as the process lives.
  void abandon(const std::string& instance_id);
  bool is_abandoned(const std::string& instance_id) const;
  std::size_t abandoned_count() const;
  std::size_t open_count() const;  // libraries that are mapped, those that serve nobody any more among them

  // entry->deinit of every library without instances. REQUIRES: nothing is loaded afterwards.
  void shut_down();

 private:
  enum class State { kNew, kOpening, kOpen, kRefused };
  struct Entry {
    State state = State::kNew;
    LoadedLibrary library;
    LoadRefusal refusal;
  };

  mutable std::mutex mutex_;
  std::condition_variable opened_;
  // By absolute path and hash.
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Entry>> entries_;
  std::set<std::string> abandoned_;
};

// One function a step, in order; used by LibraryTable::open.
// `replaced`: other content of the same path is mapped already.
Refused step_open(const CheckedBundle& bundle, bool replaced, baton_entry_fn& entry_function);
Refused step_entry(const CheckedBundle& bundle, baton_entry_fn entry_function, LoadedLibrary& library);
Refused step_entry_version(const CheckedBundle& bundle, const LoadedLibrary& library, AbiVersion host = kHostAbi);
Refused step_library_init(const CheckedBundle& bundle, const LoadedLibrary& library);
Refused step_descriptor(const CheckedBundle& bundle, LoadedLibrary& library);

}  // namespace baton::plugin
