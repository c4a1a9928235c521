// SPDX-License-Identifier: MIT
// One inbound attachment: look up its address by media id, download it into a blob, compare the hash (rule
// I6).
#pragma once

#include "api_answer.h"
#include "settings.h"

namespace baton::whatsapp {

class FetchOperation final : public Operation {
 public:
  FetchOperation(const Settings& settings, Attachment attachment)
      : settings_(settings), attachment_(std::move(attachment)) {}

  Step start() override;
  Step next(const HttpAnswer& answer) override;

 private:
  enum class State { kLookup, kDownload };

  HttpCall look_up();
  Step downloaded(const HttpAnswer& answer);
  Step looked_up(const HttpAnswer& answer);

  const Settings& settings_;
  Attachment attachment_;
  State state_ = State::kLookup;
  std::uint32_t lookups_ = 0;
  std::string media_type_;
  std::string stated_sha256_;
};

// Whether the access token may go to `url`: Meta's own hosts over https, or the configured API itself.
bool may_carry_token(const std::string& url, const std::string& api_base);

}  // namespace baton::whatsapp
