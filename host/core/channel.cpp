// SPDX-License-Identifier: MIT
#include "host/core/channel.h"

#include <algorithm>

namespace baton::core {
namespace {

std::string key_of(const std::string& name, const std::string& language) { return name + "/" + language; }

// "pt_BR" serves "pt", and "pt" serves "pt_BR" where there is nothing closer.
bool speaks(const std::string& have, const std::string& want) {
  const auto base = [](const std::string& language) { return language.substr(0, language.find_first_of("_-")); };
  return have == want || base(have) == base(want);
}

bool usable(const KnownTemplate& known, const PurposePolicy* purpose) {
  if (known.status != "approved" || !known.marked.empty() || !known.header_parameters.empty()) return false;
  const bool media_header = !known.header_kind.empty() && known.header_kind != "text";
  if (media_header) return false;  // its media must be given at each send, and a purpose has none
  return purpose == nullptr || purpose->category.empty() || purpose->category == known.category;
}

UsableTemplate choice(const KnownTemplate& known) {
  return {known.name, known.language, known.category, known.named, known.parameters, known.quick_replies};
}

void add_named(std::vector<UsableTemplate>& result, const ChannelState& state, const PurposePolicy* purpose,
               const std::string& name, const std::string& language) {
  std::vector<const KnownTemplate*> found;
  for (const auto& [key, known] : state.templates)
    if (known.name == name && speaks(known.language, language) && usable(known, purpose)) found.push_back(&known);
  std::stable_sort(found.begin(), found.end(), [&](const auto* a, const auto* b) {
    return (a->language == language) > (b->language == language);
  });
  for (const auto* known : found) {
    const bool had = std::any_of(result.begin(), result.end(), [&](const UsableTemplate& t) {
      return t.name == known->name && t.language == known->language;
    });
    if (!had) result.push_back(choice(*known));
  }
}

}  // namespace

bool ChannelState::restricted() const {
  return std::any_of(accounts.begin(), accounts.end(), [](const auto& entry) {
    return entry.second == "restricted" || entry.second == "blocked";
  });
}

void evolve(ChannelState& state, const ChannelFact& fact, Instant) {
  if (const auto* seen = std::get_if<TemplateSeen>(&fact)) {
    state.templates[key_of(seen->seen.name, seen->seen.language)] = seen->seen;
  } else if (const auto* gone = std::get_if<TemplateGone>(&fact)) {
    state.templates.erase(key_of(gone->name, gone->language));
  } else if (const auto* marked = std::get_if<TemplateMarked>(&fact)) {
    const auto found = state.templates.find(key_of(marked->name, marked->language));
    if (found != state.templates.end()) found->second.marked = marked->code;
  } else if (const auto* account = std::get_if<AccountChanged>(&fact)) {
    if (account->state == "notice") return;
    if (account->state == "normal") state.accounts.erase(account->account);
    else state.accounts[account->account] = account->state;
  }
}

std::vector<ChannelFact> templates_listed(const ChannelState& state, const std::vector<KnownTemplate>& listed) {
  std::vector<ChannelFact> facts;
  std::map<std::string, bool> present;
  for (const auto& known : listed) {
    const auto key = key_of(known.name, known.language);
    present[key] = true;
    const auto before = state.templates.find(key);
    // A mark outlives a listing that says nothing new: only a template that changed deserves another try.
    auto compared = known;
    if (before != state.templates.end()) compared.marked = before->second.marked;
    if (before == state.templates.end() || compared != before->second) facts.push_back(TemplateSeen{known});
  }
  for (const auto& [key, known] : state.templates)
    if (!present.contains(key)) facts.push_back(TemplateGone{known.name, known.language});
  return facts;
}

std::vector<ChannelFact> mark_template(const ChannelState& state, const std::string& name, const std::string& language, const std::string& code) {
  const auto found = state.templates.find(key_of(name, language));
  if (found == state.templates.end() || found->second.marked == code) return {};
  return {TemplateMarked{name, language, code}};
}

std::vector<UsableTemplate> usable_templates(const ChannelState& state, const Policy& policy, const std::string& purpose,
                                             const std::string& name, const std::string& language) {
  std::vector<UsableTemplate> result;
  const auto found = policy.purposes.find(purpose);
  const auto* configured = found == policy.purposes.end() ? nullptr : &found->second;
  for (const auto& wanted : {language, policy.default_language}) {
    if (!name.empty()) add_named(result, state, nullptr, name, wanted);
    if (!name.empty() || configured == nullptr) continue;
    for (const auto& candidate : configured->templates) add_named(result, state, configured, candidate.name, wanted);
  }
  return result;
}

std::vector<std::string> purposes_without_template(const ChannelState& state, const Policy& policy) {
  std::vector<std::string> missing;
  for (const auto& [purpose, configured] : policy.purposes)
    if (usable_templates(state, policy, purpose, {}, policy.default_language).empty()) missing.push_back(purpose);
  return missing;
}

}  // namespace baton::core
