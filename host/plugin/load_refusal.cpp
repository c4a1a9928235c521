// SPDX-License-Identifier: MIT
// load_refusal.cpp - see load_refusal.h.
#include "host/plugin/load_refusal.h"

namespace baton::plugin {

const char* to_string(LoadStep step) {
  switch (step) {
    case LoadStep::kReadManifest: return "read-manifest";
    case LoadStep::kCheckManifest: return "check-manifest";
    case LoadStep::kFit: return "platform-and-abi";
    case LoadStep::kHash: return "hash";
    case LoadStep::kAllowList: return "allow-list";
    case LoadStep::kMode: return "mode";
    case LoadStep::kInspect: return "inspect-library";
    case LoadStep::kOpen: return "open-library";
    case LoadStep::kEntry: return "entry";
    case LoadStep::kEntryVersion: return "entry-version";
    case LoadStep::kLibraryInit: return "library-init";
    case LoadStep::kDescriptor: return "descriptor";
    case LoadStep::kConfig: return "config";
    case LoadStep::kCreate: return "create";
    case LoadStep::kInit: return "init";
    case LoadStep::kExtensions: return "extensions";
    case LoadStep::kStart: return "start";
  }
  return "";
}

std::string to_string(const LoadRefusal& refusal) {
  std::string text = refusal.file + ": step " + std::to_string(static_cast<int>(refusal.step)) + " (" +
                     to_string(refusal.step) + "): " + refusal.rule;
  if (!refusal.message.empty()) text += ": " + refusal.message;
  const std::string plugin = refusal.plugin_version.empty() ? "unknown" : refusal.plugin_version;
  text += " [plugin ABI " + plugin + ", host ABI " + refusal.host_version + "]";
  if (!refusal.mend.empty()) text += "; " + refusal.mend;
  return text;
}

}  // namespace baton::plugin
