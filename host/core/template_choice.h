// SPDX-License-Identifier: MIT
// template_choice.h - a template that the channel would accept now, as the channel's stream knows it (T1, T2).
#pragma once

#include <string>
#include <vector>

#include "host/core/reflect.h"

namespace baton::core {

struct UsableTemplate {
  std::string name;
  std::string language;
  std::string category;
  bool named = false;
  std::vector<std::string> parameters;  // of the body, in order
  std::vector<std::string> quick_replies;  // titles; their place is their index
  BATON_FIELDS(name, language, category, named, parameters, quick_replies)
};

}  // namespace baton::core
