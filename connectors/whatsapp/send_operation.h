// SPDX-License-Identifier: MIT
// One outbound message: checked, its attachment uploaded where there is one, then sent.
#pragma once

#include <functional>

#include "api_answer.h"
#include "outbound_message.h"
#include "settings.h"

namespace baton::whatsapp {

class SendOperation final : public Operation {
 public:
  struct Options {
    const Settings& settings;
    std::uint32_t attempt = 1;
    std::function<std::int64_t()> now_unix_ms;  // for the window, which may close during an upload
  };

  SendOperation(Options options, OutboundMessage message)
      : options_(std::move(options)), message_(std::move(message)) {}

  Step start() override;
  Step next(const HttpAnswer& answer) override;

 private:
  enum class State { kUploading, kSending };

  Step send(const std::string& media_id);
  HttpCall upload() const;
  HttpCall post(const char* edge) const;

  Options options_;
  OutboundMessage message_;
  std::string number_;  // phone number id that sends
  State state_ = State::kSending;
};

}  // namespace baton::whatsapp
