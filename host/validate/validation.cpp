// SPDX-License-Identifier: MIT
#include "host/validate/validation.h"

#include "host/validate/check.h"
#include "host/validate/child.h"

namespace baton::validate {
namespace {

const char* word(Place place) { return place == Place::inside ? "inside" : "runner"; }

class Validation {
 public:
  Validation(const Options& options, Subject subject, const std::function<void(const Line&)>& on_line)
      : options_(options), subject_(std::move(subject)), on_line_(on_line) {
    report_.plugin = subject_.bundle.manifest.id;
    report_.folder = subject_.bundle.folder.string();
    report_.seed = options.seed;
  }

  Report run() {
    for (const auto& check : all_checks()) {
      if (options_.include && !std::regex_search(check.id, *options_.include)) continue;
      if (options_.exclude && std::regex_search(check.id, *options_.exclude)) continue;
      if (check.kinds.empty()) {
        look(check, "");
        continue;
      }
      for (const auto kind : check.kinds) {
        if (!subject_.refusal && !subject_.bundle.manifest.has_kind(kind)) continue;
        if (subject_.refusal && kind != check.kinds.front()) continue;  // nobody knows its kinds: say so once
        subject_.kind = kind;
        look(check, subject_.refusal ? "" : plugin::to_string(kind));
      }
    }
    return std::move(report_);
  }

 private:
  void look(const Check& check, const std::string& kind) {
    if (check.where != Where::both) {
      const auto* place = check.where == Where::file ? "file" : "inside";
      if (check.where == Where::inside && !options_.inside) return;
      if (!check.kinds.empty()) subject_.place = Place::inside;
      return add(check, kind, place, verdict_of(check));
    }
    std::vector<std::pair<Place, Verdict>> verdicts;
    for (const auto place : {Place::inside, Place::runner}) {
      if (place == Place::inside ? !options_.inside : !options_.runners) continue;
      subject_.place = place;
      verdicts.emplace_back(place, verdict_of(check));
    }
    const bool same = verdicts.size() == 2 && verdicts[0].second.result == verdicts[1].second.result;
    if (same) return add(check, kind, "both", verdicts[0].second);
    for (const auto& [place, verdict] : verdicts) add(check, kind, word(place), verdict);
  }

  Verdict verdict_of(const Check& check) {
    const bool manifest_itself = std::string_view(check.id) == "manifest-present-and-valid";
    if (subject_.refusal && !manifest_itself) return skipped("the manifest is not valid");
    auto verdict = in_child([&] { return check.run(subject_); }, options_.limit);
    if (check.weight == Weight::warns && verdict.result == Result::fail) verdict.result = Result::warn;
    return verdict;
  }

  void add(const Check& check, const std::string& kind, const char* place, Verdict verdict) {
    Line line{check.id, check.promise, kind, place, std::move(verdict), {}};
    if (is_finding(line.verdict.result)) line.reproduce = command(check, place);
    report_.lines.push_back(line);
    on_line_(line);
  }

  std::string command(const Check& check, std::string_view place) const {
    std::string text = "baton validate " + report_.folder + " --include '^" + check.id + "$' --seed " +
                       std::to_string(options_.seed);
    if (options_.samples) text += " --samples " + options_.samples->string();
    if (place == "inside") text += " --in-process";
    if (place == "runner") text += " --via-runner";
    return text;
  }

  const Options& options_;
  Subject subject_;
  const std::function<void(const Line&)>& on_line_;
  Report report_;
};

}  // namespace

std::variant<Report, std::string> validate(const Options& options,
                                           const std::function<void(const Line&)>& on_line) {
  auto opened = open_subject(options.plugin, options.samples);
  if (auto* why = std::get_if<std::string>(&opened)) return std::move(*why);
  auto& subject = std::get<Subject>(opened);
  subject.runner = options.runner;
  subject.seed = options.seed;
  return Validation(options, std::move(subject), on_line).run();
}

}  // namespace baton::validate
