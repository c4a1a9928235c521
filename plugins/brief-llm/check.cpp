// SPDX-License-Identifier: MIT
#include "check.h"

#include <algorithm>

#include "language.h"
#include "limits.h"
#include "quoting.h"
#include "text.h"

namespace baton::brief_llm {
namespace {

using Fault = std::optional<std::string>;

class Checker {
 public:
  Checker(const Draft& draft, const Asked& asked, const Excerpt& excerpt)
      : draft_(draft), asked_(asked), excerpt_(excerpt), known_(known_of(asked, excerpt)) {}

  Fault run() {
    check_lines();
    check_details();
    check_steps();
    check_dictated("next_action", draft_.next_action);
    check_dictated("decision_needed", draft_.decision_needed);
    check_language();
    return fault_;
  }

 private:
  void wrong(const std::string& field, const std::string& why) {
    if (!fault_) fault_ = field + " " + why;
  }

  void check_lines() {
    check_line("intent", draft_.intent.text, kIntentMaxChars);
    const Turn* said = find(excerpt_, draft_.intent.source);
    if (said == nullptr || said->speaker != Speaker::customer)
      wrong("intent", "names no message of the customer");
    check_line("status", draft_.status, kLineMaxChars);
    check_line("reason", draft_.reason, kLineMaxChars);
    check_line("next_action", draft_.next_action, kLineMaxChars);
    check_line("decision_needed", draft_.decision_needed, kLineMaxChars);
  }

  void check_text(const std::string& field, const std::string& text, std::size_t chars_max) {
    if (plain(text).empty()) wrong(field, "is empty");
    if (count_chars(text) > chars_max)
      wrong(field, "is longer than " + std::to_string(chars_max) + " characters");
    if (!is_clean_line(text)) wrong(field, "is no single line of plain text");
    if (const auto sort = known_.first_unknown(text))
      wrong(field, "holds " + std::string(to_string(*sort)) + " that is not in the conversation");
  }
  void check_line(const std::string& field, const std::string& text, std::size_t chars_max) {
    check_text(field, text, chars_max);
    if (has_link(text)) wrong(field, "holds a web address, which only a detail may");
  }

  void check_details() {
    if (draft_.details.size() > kDetailsMax) wrong("details", "are more than " + std::to_string(kDetailsMax));
    for (std::size_t i = 0; i < draft_.details.size() && !fault_; ++i) {
      const Item& detail = draft_.details[i];
      const std::string field = "details[" + std::to_string(i) + "]";
      check_line(field + ".label", detail.label, kLabelMaxChars);
      check_text(field + ".value", detail.text, kValueMaxChars);
      const Turn* turn = find(excerpt_, detail.source);
      if (turn == nullptr)
        wrong(field, "names no message of the conversation");
      else if (!stands_in(*turn, detail.text))
        wrong(field, "does not stand in the message it names");
    }
  }
  static bool stands_in(const Turn& turn, const std::string& value) {
    return quotes(turn.text, value) ||
           std::any_of(turn.attachments.begin(), turn.attachments.end(),
                       [&](const Attachment& attachment) { return quotes(attachment.file_name, value); });
  }

  void check_steps() {
    if (draft_.steps.size() > kStepsMax) wrong("steps", "are more than " + std::to_string(kStepsMax));
    for (std::size_t i = 0; i < draft_.steps.size() && !fault_; ++i) {
      const std::string field = "steps[" + std::to_string(i) + "]";
      check_line(field, draft_.steps[i].text, kStepMaxChars);
      if (find(excerpt_, draft_.steps[i].source) == nullptr)
        wrong(field, "names no message of the conversation");
    }
  }

  void check_dictated(const char* field, const std::string& text) {
    for (const auto* part : {&excerpt_.first, &excerpt_.last})
      for (const Turn& turn : *part)
        if (turn.speaker == Speaker::customer && repeats(turn.text, text, kDictatedWords))
          wrong(field, "repeats the customer word by word");
  }

  void check_language() {
    if (!same_language(draft_.language, asked_.language))
      return wrong("language", "is not the one that was asked for");
    std::string own =
        draft_.status + " " + draft_.reason + " " + draft_.next_action + " " + draft_.decision_needed;
    for (const Item& step : draft_.steps) own += " " + step.text;
    if (!may_be_in(asked_.language, own)) wrong("language", "is not the one that was asked for");
  }

  const Draft& draft_;
  const Asked& asked_;
  const Excerpt& excerpt_;
  const Known known_;
  Fault fault_;
};

}  // namespace

std::optional<std::string> fault_of(const Draft& draft, const Asked& asked, const Excerpt& excerpt) {
  return Checker(draft, asked, excerpt).run();
}

}  // namespace baton::brief_llm
