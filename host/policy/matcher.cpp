// SPDX-License-Identifier: MIT
// matcher.cpp - the parts put together.
#include "host/policy/matcher.h"

#include <re2/re2.h>

#include <algorithm>

#include "host/policy/data_class.h"
#include "host/policy/first_words.h"
#include "host/policy/language_guess.h"
#include "host/policy/person_request.h"
#include "host/policy/promise_times.h"
#include "host/policy/short_message.h"
#include "host/policy/signal_set.h"

namespace baton::policy {
namespace {

constexpr std::size_t kOwnIdsMaxCount = 1024;  // per text and pattern

RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

class Matcher : public core::TextMatcher {
 public:
  explicit Matcher(const MatcherOptions& options)
      : request_(options), short_(options), signals_(options.signals), sensitive_(options.sensitive),
        objects_(options.objects) {
    for (const std::string& pattern : options.own_ids)
      own_ids_.push_back(std::make_unique<RE2>(pattern, quiet()));
    for (std::size_t i = 0; i < options.own_ids.size(); ++i) names_.push_back(options.own_ids[i]);
  }

  std::optional<core::TextSpan> asks_for_person(std::string_view text,
                                                std::string_view language) const override {
    return request_.find(text, language);
  }
  bool is_opt_out(std::string_view text) const override { return short_.is_opt_out(text); }
  bool is_acknowledgement(std::string_view text, std::string_view language) const override {
    return short_.is_acknowledgement(text, language);
  }

  std::optional<core::PromisedTime> promised_time(std::string_view text, std::string_view language) const override {
    return promises_.find(text, language);
  }

  std::vector<core::SignalHit> signals(std::string_view text) const override {
    return signals_ == nullptr ? std::vector<core::SignalHit>{} : signals_->find(text);
  }

  std::vector<core::TextSpan> sensitive(std::string_view text) const override { return sensitive_.find(text); }
  std::string data_class(std::string_view text) const override { return data_classes_.of(text); }
  core::Heard language_of(std::string_view text) const override { return language_.of(text); }
  core::WordsRead read(std::string_view text) const override {
    const SignalText seen = signal_text(text);
    return {signals_ == nullptr ? std::vector<core::SignalHit>{} : signals_->find(seen), language_.of(seen),
            first_.names_urgency(seen)};
  }
  std::vector<core::TextSpan> objects(std::string_view text) const override { return objects_.find(text); }

  bool is_greeting(std::string_view text) const override { return first_.is_greeting(text); }
  bool names_urgency(std::string_view text) const override { return first_.names_urgency(signal_text(text)); }

  std::vector<core::TextSpan> own_ids(std::string_view text) const override {
    std::vector<core::TextSpan> spans;
    const re2::StringPiece whole(text.data(), text.size());
    for (std::size_t i = 0; i < own_ids_.size(); ++i) {
      re2::StringPiece id;
      std::size_t from = 0;
      for (std::size_t n = 0;
           n < kOwnIdsMaxCount && own_ids_[i]->Match(whole, from, text.size(), RE2::UNANCHORED, &id, 1);
           ++n) {
        const std::size_t begin = static_cast<std::size_t>(id.data() - text.data());
        if (!id.empty())
          spans.push_back(
              {static_cast<std::int64_t>(begin), static_cast<std::int64_t>(id.size()), names_[i]});
        from = begin + std::max<std::size_t>(id.size(), 1);
        if (from > text.size()) break;
      }
    }
    std::sort(spans.begin(), spans.end(), [](const core::TextSpan& a, const core::TextSpan& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.length > b.length;
    });
    return spans;
  }

 private:
  PersonRequest request_;
  ShortMessages short_;
  FirstWords first_;
  PromiseTimes promises_;
  std::shared_ptr<const SignalSet> signals_;
  LanguageGuess language_;
  SensitiveText sensitive_;
  DataClasses data_classes_;
  NamedObjects objects_;
  std::vector<std::unique_ptr<RE2>> own_ids_;
  std::vector<std::string> names_;
};

}  // namespace

std::string pattern_problem(const std::string& pattern) {
  const RE2 compiled(pattern, quiet());
  if (!compiled.ok()) return compiled.error();
  return RE2::FullMatch("", compiled) ? "it matches the empty text" : "";
}

std::shared_ptr<const core::TextMatcher> make_matcher(const MatcherOptions& options) {
  return std::make_shared<Matcher>(options);
}

}  // namespace baton::policy
