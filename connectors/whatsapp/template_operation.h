// SPDX-License-Identifier: MIT
// Every template of the account, page after page (rule T1).
#pragma once

#include "api_answer.h"
#include "settings.h"

namespace baton::whatsapp {

class TemplateOperation final : public Operation {
 public:
  explicit TemplateOperation(const Settings& settings) : settings_(settings) {}

  Step start() override { return page({}); }
  Step next(const HttpAnswer& answer) override;

 private:
  HttpCall page(const std::string& after);

  const Settings& settings_;
  TemplateList templates_;
  std::string after_;
  std::uint32_t pages_ = 0;
  bool restarted_ = false;
};

// One element of `data`; nothing when it has neither name nor language.
std::optional<Template> read_template(const Json& item);

// Names in {{...}}, in order of appearance, once each; numbers in numeric order.
std::vector<std::string> placeholders(std::string_view text);

}  // namespace baton::whatsapp
