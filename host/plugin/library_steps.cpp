// SPDX-License-Identifier: MIT
// library_steps.cpp - steps 8 to 12: the first ones that run a plugin's code. Nothing it returns is used unchecked.
#include <algorithm>
#include <set>

#include "host/plugin/check_records.h"
#include "host/plugin/clean_error.h"
#include "host/plugin/library.h"
#include "host/plugin/library_table.h"
#include "host/plugin/str.h"
#include "host/plugin/whole_records.h"

namespace baton::plugin {
namespace {

LoadRefusal refuse_descriptor(const CheckedBundle& bundle, std::string rule, std::string message) {
  return refuse(bundle, LoadStep::kDescriptor, std::move(rule), std::move(message),
                "build the bundle with baton_add_plugin(), which makes both from one file");
}

// Nothing when the text is not a list of words. Absent is an empty list.
std::optional<std::set<std::string>> words_of(baton_str_t json_text) {
  std::set<std::string> words;
  if (json_text.size == 0) return words;
  const auto list = nlohmann::json::parse(view_of(json_text), nullptr, false);
  if (!list.is_array()) return std::nullopt;
  for (const auto& item : list) {
    if (!item.is_string()) return std::nullopt;
    words.insert(item.get<std::string>());
  }
  return words;
}

// The manifest let the host decide before running the code; this is what the code believes. They must agree.
Refused compare(const CheckedBundle& bundle, const baton_descriptor_t& descriptor) {
  const Manifest& manifest = bundle.manifest;
  if (view_of(descriptor.version) != manifest.version)
    return refuse_descriptor(bundle, "descriptor and manifest must state the same version",
                             "the descriptor says " + text_of(descriptor.version) + ", the manifest " + manifest.version);
  if (!bundle.schema->same_as(view_of(descriptor.config_schema)))
    return refuse_descriptor(bundle, "descriptor and manifest must carry the same config_schema", "they differ");
  const auto words = words_of(descriptor.capabilities);
  if (!words)
    return refuse_descriptor(bundle, "capabilities must be a JSON list of extension ids", "the descriptor's is not");
  if (*words != std::set<std::string>(manifest.capabilities.begin(), manifest.capabilities.end()))
    return refuse_descriptor(bundle, "descriptor and manifest must state the same capabilities", "they differ");
  return std::nullopt;
}

Refused find_descriptor(const CheckedBundle& bundle, Kind kind, LoadedKind& found) {
  const std::string name = std::string("the ") + to_string(kind) + " factory";
  const std::uint32_t count = found.factory->count(found.factory);
  if (count == 0 || count > kDescriptorMaxCount)
    return refuse_descriptor(bundle, "a factory must have 1 to 64 descriptors",
                             name + " has " + std::to_string(count));
  std::string ids;
  for (std::uint32_t i = 0; i < count; ++i) {
    const baton_descriptor_t* descriptor = found.factory->descriptor(found.factory, i);
    WholeRecords records;
    if (const Fault fault = check_descriptor(records.of(descriptor)))
      return refuse_descriptor(bundle, "a descriptor must be well formed", name + ": " + *fault);
    if (view_of(descriptor->id) == bundle.manifest.id) found.descriptor = descriptor;
    ids += (ids.empty() ? "" : ", ") + text_of(descriptor->id);
  }
  if (found.descriptor == nullptr)
    return refuse_descriptor(bundle, "one descriptor must have the manifest's id",
                             name + " knows " + ids + ", the manifest says " + bundle.manifest.id);
  return compare(bundle, *found.descriptor);
}

}  // namespace

// The dynamic linker takes a name it has opened for what it opened, so replaced content goes by a name of its own.
Refused step_open(const CheckedBundle& bundle, bool replaced, baton_entry_fn& entry_function) {
  auto file = bundle.library;
  if (replaced) {
    auto copied = copy_for_good(bundle.library, bundle.sha256);
    if (!copied.problem.empty())
      return refuse(bundle, LoadStep::kOpen, "a library that took the place of another is opened from a copy",
                    copied.problem, "reload the plugins once the bundle is installed as a whole, or restart the host");
    file = std::move(copied.file);
  }
  const OpenedLibrary opened = open_for_good(file, BATON_ENTRY_SYMBOL);
  if (!opened.problem.empty())
    return refuse(bundle, LoadStep::kOpen, "the library must open with all its symbols resolved", opened.problem,
                  "link it with -z defs against what this machine has");
  entry_function = reinterpret_cast<baton_entry_fn>(opened.symbol);
  return std::nullopt;
}

Refused step_entry(const CheckedBundle& bundle, baton_entry_fn entry_function, LoadedLibrary& library) {
  const auto refused = [&](const char* what) {
    return refuse(bundle, LoadStep::kEntry, "the entry must return a table without a NULL in it", what,
                  "fill the whole baton_entry_t");
  };
  library.entry = entry_function();
  if (library.entry == nullptr) return refused("it returned NULL");
  if (library.entry->init == nullptr) return refused("init is NULL");
  if (library.entry->deinit == nullptr) return refused("deinit is NULL");
  if (library.entry->get_factory == nullptr) return refused("get_factory is NULL");
  return std::nullopt;
}

Refused step_entry_version(const CheckedBundle& bundle, const LoadedLibrary& library, AbiVersion host) {
  const AbiVersion abi = abi_of(library.entry->abi), abi_min = abi_of(library.entry->abi_min);
  const VersionVerdict verdict = check_version(host, abi, abi_min);
  if (verdict == VersionVerdict::kAccepted) return std::nullopt;
  LoadRefusal refusal = refuse(bundle, LoadStep::kEntryVersion, rule_text(verdict),
                               "the library says another version than its manifest",
                               "install a build of the plugin for this host's ABI");
  refusal.plugin_version = to_string(abi) + " (abi_min " + to_string(abi_min) + ")";
  refusal.host_version = to_string(host);
  return refusal;
}

Refused step_library_init(const CheckedBundle& bundle, const LoadedLibrary& library) {
  const std::string folder = bundle.folder.string();
  baton_error_t error = empty_error();
  const baton_status_t status = library.entry->init(str_of(folder), &error);
  if (status == BATON_OK) return std::nullopt;
  error.status = status;
  return refuse(bundle, LoadStep::kLibraryInit, "the library's init must return OK", sentence_of(error),
                "see the plugin's README");
}

Refused step_descriptor(const CheckedBundle& bundle, LoadedLibrary& library) {
  for (Kind kind : bundle.manifest.kinds) {
    LoadedKind found;
    found.factory = static_cast<const baton_factory_t*>(library.entry->get_factory(factory_id(kind)));
    const auto refused = [&](const char* what) {
      return refuse_descriptor(bundle, std::string("the library must have ") + factory_id(kind), what);
    };
    if (found.factory == nullptr) return refused("get_factory returned NULL");
    if (found.factory->count == nullptr || found.factory->descriptor == nullptr || found.factory->create == nullptr)
      return refused("its table has a NULL in it");
    if (Refused refusal = find_descriptor(bundle, kind, found)) return refusal;
    library.kinds[kind] = found;
  }
  return std::nullopt;
}

}  // namespace baton::plugin
