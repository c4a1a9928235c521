// SPDX-License-Identifier: MIT
#include "host/http/metrics.h"

#include <charconv>
#include <mutex>

namespace baton::http {
namespace {

constexpr const char* kUnknown = "unknown";

std::string number(double value) {
  std::array<char, 352> text{};  // the longest number there is, written out
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

}  // namespace

Metrics::Metrics(const std::vector<std::string>& connectors) {
  for (const auto& id : connectors) webhooks_[id];
  webhooks_[kUnknown];
}

void Metrics::know(const std::string& connector) {
  {
    const std::shared_lock lock(mutex_);
    if (webhooks_.contains(connector)) return;
  }
  const std::unique_lock lock(mutex_);
  webhooks_[connector];
}

Metrics::Outcome Metrics::outcome_of(int status) {
  if (status < 300) return kAccepted;
  if (status == 401 || status == 403) return kUnsigned;
  return status < 500 ? kRefused : kUnavailable;
}

void Metrics::webhook(const std::string& connector, int status) {
  const std::shared_lock lock(mutex_);
  auto found = webhooks_.find(connector);
  if (found == webhooks_.end()) found = webhooks_.find(kUnknown);
  ++found->second[outcome_of(status)];
}

void Metrics::api(int status) {
  if (status > 0 && static_cast<std::size_t>(status) < kStatuses) ++api_[static_cast<std::size_t>(status)];
}

std::string Metrics::text() const {
  static constexpr std::array kNames = {"accepted", "unsigned", "refused", "unavailable"};
  std::vector<Sample> webhooks;
  std::shared_lock lock(mutex_);
  for (const auto& [connector, outcomes] : webhooks_)
    for (std::size_t i = 0; i < kOutcomes; ++i)
      webhooks.push_back({metric_label("connector", connector) + "," + metric_label("outcome", kNames[i]), static_cast<double>(outcomes[i].load())});
  lock.unlock();
  std::vector<Sample> answers;
  for (std::size_t status = 0; status < kStatuses; ++status)
    if (const auto count = api_[status].load(); count > 0)
      answers.push_back({metric_label("status", std::to_string(status)), static_cast<double>(count)});
  return metric_family("baton_webhooks_total", "counter", "Webhooks by connector and what became of them.", webhooks) +
         metric_family("baton_api_answers_total", "counter", "Answers of the API by status.", answers);
}

std::string metric_family(std::string_view name, std::string_view type, std::string_view help, const std::vector<Sample>& samples) {
  std::string out;
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
  for (const auto& sample : samples) {
    out.append(name).append(sample.suffix);
    if (!sample.labels.empty()) out.append("{").append(sample.labels).append("}");
    out.append(" ").append(number(sample.value)).append("\n");
  }
  return out;
}

std::string metric_label(std::string_view name, std::string_view value) {
  std::string out(name);
  out += "=\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + '"';
}

}  // namespace baton::http
