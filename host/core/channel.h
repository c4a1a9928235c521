// SPDX-License-Identifier: MIT
// channel.h - one connector's templates and account, as far as the channel has told (T1-T4). A stream of its own: a
// decision about a customer asks it (AskTemplates), and the answer is a recorded input.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "host/core/policy.h"
#include "host/core/template_choice.h"
#include "host/core/time.h"

namespace baton::core {

struct KnownTemplate {
  std::string name;
  std::string language;
  std::string status;    // "approved", "pending", "paused", "rejected", "disabled", "deleted", "unknown"
  std::string category;  // lower case
  std::string quality;
  bool named = false;
  std::vector<std::string> parameters;         // of the body
  std::vector<std::string> header_parameters;  // a template that needs these is not filled by purposes yet
  std::vector<std::string> quick_replies;
  std::string header_kind;
  std::string marked;    // the code it failed with for its own sake, until the channel lists it anew (T4)
  BATON_FIELDS(name, language, status, category, quality, named, parameters, header_parameters, quick_replies,
               header_kind, marked)
  bool operator==(const KnownTemplate&) const = default;
};

struct TemplateSeen {
  KnownTemplate seen;
  BATON_RECORD("TemplateSeen", 1, seen)
};
struct TemplateGone {
  std::string name;
  std::string language;
  BATON_RECORD("TemplateGone", 1, name, language)
};
struct TemplateMarked {
  std::string name;
  std::string language;
  std::string code;
  BATON_RECORD("TemplateMarked", 1, name, language, code)
};
struct AccountChanged {
  std::string account;
  std::string state;  // "normal", "restricted", "blocked", "notice"
  std::string what;
  BATON_RECORD("AccountChanged", 1, account, state, what)
};
using ChannelFact = std::variant<TemplateSeen, TemplateGone, TemplateMarked, AccountChanged>;

struct ChannelState {
  std::map<std::string, KnownTemplate> templates;  // "name/language"
  std::map<std::string, std::string> accounts;     // account -> state, only where it is not normal
  BATON_FIELDS(templates, accounts)
  bool restricted() const;  // may not start conversations
};

void evolve(ChannelState& state, const ChannelFact& fact, Instant at);

std::vector<ChannelFact> templates_listed(const ChannelState& state, const std::vector<KnownTemplate>& listed);
std::vector<ChannelFact> mark_template(const ChannelState& state, const std::string& name, const std::string& language, const std::string& code);

// T2: the usable ones of a purpose (or the one asked for by name) in the customer's language, else in the
// organisation's, in the order of the purpose.
std::vector<UsableTemplate> usable_templates(const ChannelState& state, const Policy& policy, const std::string& purpose,
                                             const std::string& name, const std::string& language);

// T3: purposes of the policy that have none.
std::vector<std::string> purposes_without_template(const ChannelState& state, const Policy& policy);

}  // namespace baton::core
