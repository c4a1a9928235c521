// SPDX-License-Identifier: MIT
// library_source.h - a plugin whose library is in this process.
#pragma once

#include "host/plugin/library_table.h"
#include "host/plugin/plugin_source.h"

namespace baton::plugin {

class LibrarySource final : public PluginSource {
 public:
  Answer open(const CheckedBundle& bundle, Kind kind, const std::function<void(LoadStep)>& on_step) override {
    if (Refused refusal = step_inspect(bundle)) return std::move(*refusal);
    auto answer = LibraryTable::of_this_process().open(bundle, on_step);
    if (auto* refusal = std::get_if<LoadRefusal>(&answer)) return std::move(*refusal);
    library_ = std::get<LoadedLibrary*>(answer);
    const auto found = library_->kinds.find(kind);
    if (found == library_->kinds.end()) return not_of_kind(bundle, kind);
    return found->second.factory;
  }
  void made() override { ++library_->instances; }
  void gone() override { --library_->instances; }
  void abandon(const std::string& instance_id) override { LibraryTable::of_this_process().abandon(instance_id); }

 private:
  LoadedLibrary* library_ = nullptr;
};

}  // namespace baton::plugin
