// SPDX-License-Identifier: MIT
// rules_words.cpp - what the host says and what it recognises: languages, placeholders, patterns.
#include <re2/re2.h>

#include "host/policy/host_words.h"
#include "host/policy/look.h"
#include "host/policy/matcher.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

bool is_language(const std::string& tag) {
  static const RE2 form("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
  return tag.size() <= 35 && RE2::FullMatch(tag, form);
}

void check_text(const std::string& key, const std::string& text, const std::string& pointer,
                Findings& findings) {
  const std::vector<std::string> known = placeholders_of(key);
  const std::vector<std::string> used = placeholders_in(text);
  for (const std::string& name : used)
    if (!contains(known, name))
      findings.add(pointer, "holds the unknown placeholder {" + name + "}",
                   known.empty() ? "remove it" : "use {" + known.front() + "}");
  const std::string needed = required_placeholder(key);
  if (!needed.empty() && !contains(used, needed))
    findings.add(pointer,
                 "does not hold {" + needed + "}, so customers are shown no way " +
                     (needed == "link" ? "to the page (H13)" : "beside the chat (H11)"),
                 "write {" + needed + "} where " +
                     (needed == "link" ? "the link is to stand" : "automation.escapes are to stand"));
}

void check_host_words(const json& config, Findings& findings) {
  for (const auto& [key, languages] : as_object(look(config, {"words"})).items())
    for (const auto& [language, text] : as_object(languages).items()) {
      const std::string pointer = plugin::pointer_below(plugin::pointer_below("/words", key), language);
      if (!is_language(language))
        findings.add(pointer, "is not a language", "use a BCP 47 tag like \"en\" or \"pt-BR\"");
      if (text.is_string()) check_text(key, text.get<std::string>(), pointer, findings);
    }
}

// Every customer whose language is unknown is spoken to in this one.
void check_default_language(const json& config, Findings& findings) {
  const std::string language = text_of(as_object(look(config, {"organisation"})), "language");
  if (!is_language(language)) return;  // its form says so
  std::string missing;
  for (const auto& [key, languages] : built_in_words()) {
    if (languages.contains(base_language(language)) || languages.contains(language)) continue;
    const std::string own = text_of(look(config, {"words", key}), language);
    if (own.empty()) missing += (missing.empty() ? "" : ", ") + key;
  }
  if (!missing.empty())
    findings.add("/organisation/language", "there are no words in \"" + language + "\" for " + missing,
                 "add them under \"words\", or choose en, es, pt, de, fr or hi");
}

void check_patterns(const json& privacy, const char* key, Findings& findings) {
  const std::vector<std::string> patterns = texts_of(privacy, key);
  for (std::size_t i = 0; i < patterns.size(); ++i)
    if (const std::string problem = pattern_problem(patterns[i]); !problem.empty())
      findings.add(std::string("/privacy/") + key + "/" + std::to_string(i),
                   "is not a usable pattern: " + problem,
                   "write it in RE2 syntax, for example \"\\\\bORD-[0-9]{6}\\\\b\"");
}

}  // namespace

void check_words(const Examined& examined, Findings& findings) {
  check_host_words(examined.config, findings);
  check_default_language(examined.config, findings);
  const json& privacy = as_object(look(examined.config, {"privacy"}));
  if (!text_of(look(privacy, {"secure_path"}), "url").empty() && text_of(look(privacy, {"secure_path"}), "key").empty())
    findings.add("/privacy/secure_path/url",
                 "the secure path has no key, so its tokens could not be told from forged ones (H13)",
                 "set privacy.secure_path.key, for example \"${BATON_SECURE_PATH_KEY}\"");
  check_patterns(privacy, "own_ids", findings);
  check_patterns(privacy, "sensitive_patterns", findings);
}

}  // namespace baton::policy
