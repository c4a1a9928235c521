// SPDX-License-Identifier: MIT
// kind_faults.cpp - connectors, summarizers and classifiers, wrong as the setting `wrong` of their samples
// says.
#include "tests/abi/validate/fault.h"

namespace baton::validate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Lines = std::vector<Expected>;

const Lines kFails = {{Result::fail, "inside"}};
const Lines kFailsInBoth = {{Result::fail, "both"}};

Fault of(const char* kind, const char* check, const char* wrong, const Lines& lines) {
  return {check, wrong, lines, [=](BundleFolder& folder) { return lay_kind(folder, kind, wrong); }};
}

void rewrite(const fs::path& file, const std::function<void(json&)>& change) {
  auto document = fs::exists(file) ? json::parse(std::ifstream(file)) : json::object();
  change(document);
  std::ofstream(file) << document.dump(2);
}

// The other plugin of the connector's library.
fs::path without_a_channel(BundleFolder& folder) {
  const auto bundle = lay_kind(folder, "connector", "");
  rewrite(bundle / "plugin.json", [](json& manifest) { manifest["id"] = "test.validate.silent"; });
  return bundle;
}

std::vector<Fault> connectors() {
  const char* kind = "connector";
  return {
      {"channel-declared", "without_a_channel", {{Result::warn, "both"}}, without_a_channel},
      of(kind, "accepts-its-webhooks", "takes_the_first_only", kFailsInBoth),
      of(kind, "bad-signature-refused", "believes_everybody", kFailsInBoth),
      of(kind, "replayed-webhook-same-ids", "counts_events", kFailsInBoth),
      of(kind, "replayed-webhook-same-ids", "gives_one_id", kFailsInBoth),
      of(kind, "garbage-webhook", "believes_anything", kFailsInBoth),
      of(kind, "cursor-progresses", "forgets_what_it_fetched", kFailsInBoth),
      of(kind, "deliver-idempotent", "never_sends_the_same", kFailsInBoth),
      of(kind, "rate-limit-mapped", "takes_a_limit_for_a_no", kFailsInBoth),
      of(kind, "rate-limit-mapped", "forgets_the_wait", kFailsInBoth),
      of(kind, "remote-errors-mapped", "takes_trouble_for_success", kFailsInBoth),
      of(kind, "remote-errors-mapped", "takes_lost_for_unsent", kFailsInBoth),
  };
}

std::vector<Fault> strategies() {
  return {
      of("summarizer", "within-max-chars", "tells_everything", kFailsInBoth),
      of("summarizer", "sources-exist", "names_no_event", kFailsInBoth),
      of("summarizer", "sources-exist", "names_nothing", kFailsInBoth),
      of("summarizer", "details-from-the-conversation", "invents_a_number", kFailsInBoth),
      of("summarizer", "brief-revision-copied", "answers_for_another_state", kFailsInBoth),
      of("classifier", "scores-in-range", "is_too_sure", kFails),
      of("classifier", "labels-can-be-named", "names_no_scheme", kFails),
      of("classifier", "labels-can-be-named", "names_no_value", kFails),
      of("classifier", "labels-can-be-named", "writes_a_colon", kFails),
      of("classifier", "accepts-unknown-values", "knows_all_kinds", {{Result::crash, "inside"}}),
  };
}

}  // namespace

fs::path lay_kind(BundleFolder& folder, const std::string& kind, const std::string& wrong) {
  const auto id = "test.validate." + kind;
  const auto bundle = folder.around() / id;
  fs::copy(fs::path(BUNDLES) / id, bundle, fs::copy_options::recursive);
  rewrite(bundle / "samples.json", [&](json& samples) { samples["settings"]["wrong"] = wrong; });
  return bundle;
}

std::vector<Fault> kind_faults() {
  auto all = connectors();
  const auto others = strategies();
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

}  // namespace baton::validate::test
