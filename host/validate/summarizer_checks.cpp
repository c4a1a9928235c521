// SPDX-License-Identifier: MIT
// summarizer_checks.cpp - a brief is fields with sources (B1); what is in none of the words is in no field.
#include <algorithm>

#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"
#include "host/validate/check.h"
#include "host/validate/stage.h"

namespace baton::validate {
namespace {

struct Item {
  std::string value;
  std::uint64_t source = 0;
  bool named = false;
};

struct Brief {
  Ended ended;
  std::uint64_t revision = 0;
  std::uint64_t intent_source = 0;
  std::vector<Item> details, others;
  std::size_t characters = 0;
};

Brief summarize(Stage& stage, Question& question) {
  Brief made;
  made.ended = stage.summarize(question, [&](const baton_brief_t& brief) {
    made.revision = brief.revision;
    made.intent_source = brief.intent_source_sequence;
    const auto take = [&](const baton_brief_item_t* const* items, std::uint32_t count,
                          std::vector<Item>& list) {
      for (std::uint32_t i = 0; i < count; ++i) {
        list.push_back(
            {plugin::text_of(items[i]->value), items[i]->source_sequence, items[i]->source_name.size != 0});
        made.characters += plugin::code_point_count(plugin::text_of(items[i]->label)) +
                           plugin::code_point_count(list.back().value);
      }
    };
    take(brief.details, brief.detail_count, made.details);
    take(brief.steps, brief.step_count, made.others);
    take(brief.evidence, brief.evidence_count, made.others);
    for (const auto& text : {brief.intent, brief.reason, brief.next_action, brief.decision_needed})
      made.characters += plugin::code_point_count(plugin::text_of(text));
  });
  return made;
}

Verdict of_the_brief(const Subject& subject,
                     const std::function<Verdict(const Brief&, const Question&)>& look) {
  return on_stage(subject, [&](Stage& stage) {
    Question question(subject.kind, subject.samples);
    const auto made = summarize(stage, question);
    if (made.ended.status != BATON_OK) return skipped("it did not answer: " + made.ended.message);
    return look(made, question);
  });
}

Verdict within_max_chars(const Subject& subject) {
  return of_the_brief(subject, [](const Brief& made, const Question& question) {
    const auto most = question.transcript()->max_chars;
    if (made.characters <= most) return passed();
    return failed("its fields hold " + std::to_string(made.characters) + " characters, asked were " +
                      std::to_string(most),
                  "leave out what matters least: a briefing, not a transcript (B3)");
  });
}

Verdict sources_exist(const Subject& subject) {
  return of_the_brief(subject, [](const Brief& made, const Question& question) {
    const auto known = question.sequences();
    auto items = made.details;
    items.insert(items.end(), made.others.begin(), made.others.end());
    if (made.intent_source != 0) items.push_back({"the intent", made.intent_source, false});
    for (const auto& item : items) {
      if (item.source == 0 && item.named) continue;
      if (std::find(known.begin(), known.end(), item.source) == known.end())
        return failed("\"" + item.value + "\" is said to come from event " + std::to_string(item.source) +
                          ", which is not in the conversation",
                      "set source_sequence to the event's sequence, or name a source outside");
    }
    return passed();
  });
}

std::string letters_of(const std::string& text) {
  std::string kept;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      kept += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return kept;
}

Verdict details_from_the_conversation(const Subject& subject) {
  return of_the_brief(subject, [](const Brief& made, const Question& question) {
    const auto said = letters_of(question.said());
    for (const auto& item : made.details)
      if (!item.named && said.find(letters_of(item.value)) == std::string::npos)
        return failed("\"" + item.value + "\" is in nobody's words", "copy identifiers as they were written");
    return passed();
  });
}

Verdict brief_revision_copied(const Subject& subject) {
  return of_the_brief(subject, [](const Brief& made, const Question& question) {
    if (made.revision == question.revision()) return passed();
    return failed("it answered for revision " + std::to_string(made.revision), "copy transcript->revision");
  });
}

}  // namespace

std::vector<Check> summarizer_checks() {
  const std::vector<plugin::Kind> kind = {plugin::Kind::kSummarizer};
  return {
      {"within-max-chars", "a brief is no longer than asked for", Weight::fails, Where::both, kind,
       within_max_chars},
      {"sources-exist", "what it states has a source", Weight::fails, Where::both, kind, sources_exist},
      {"details-from-the-conversation", "it invents no identifier", Weight::fails, Where::both, kind,
       details_from_the_conversation},
      {"brief-revision-copied", "it answers for the state it was asked about", Weight::fails, Where::both,
       kind, brief_revision_copied},
  };
}

}  // namespace baton::validate
