// SPDX-License-Identifier: MIT
#include "host/validate/subject.h"

namespace baton::validate {
namespace {

namespace fs = std::filesystem;

// As the loader goes, but past the hash: a wrong one is a finding of its own, and the rest can still be
// looked at.
void read_bundle(Subject& subject) {
  auto& bundle = subject.bundle;
  for (const auto& step : {plugin::step_read_manifest, plugin::step_check_manifest, plugin::step_fit}) {
    subject.refusal = step(bundle);
    if (subject.refusal) return;
  }
  auto wrong_hash = plugin::step_hash(bundle);
  if (wrong_hash && bundle.sha256.empty()) subject.refusal = std::move(wrong_hash);
}

}  // namespace

std::variant<Subject, std::string> open_subject(const fs::path& plugin,
                                                const std::optional<fs::path>& samples) {
  std::error_code error;
  auto folder = fs::canonical(plugin, error);
  if (error) return plugin.string() + " does not exist; name a bundle's folder or the library in it";
  if (!fs::is_directory(folder, error)) folder = folder.parent_path();
  Subject subject;
  subject.bundle.folder = folder;
  if (!fs::exists(folder / "plugin.json", error))
    return "there is no plugin.json in " + folder.string() + "; name a bundle's folder or the library in it";
  read_bundle(subject);
  if (subject.refusal) return subject;
  const auto& schema = *subject.bundle.schema;
  if (samples && !fs::exists(*samples, error))
    return samples->string() + " does not exist; --samples names a file";
  if (auto wrong = read_samples(samples.value_or(folder / "samples.json"), subject.samples); !wrong.empty())
    return wrong;
  if (subject.samples.given) {
    subject.samples.unsettled = finished(schema, subject.samples.settings).problem;
  } else {
    auto made = settings_from(schema);
    subject.samples.settings = std::move(made.settings);
    subject.samples.unsettled = std::move(made.problem);
  }
  return subject;
}

}  // namespace baton::validate
