// SPDX-License-Identifier: MIT
// feed.cpp - a connector whose remote side is two files that somebody appends to. One is fetched by polls, from the
// cursor that the host keeps. The other is emitted by a thread of its own, which remembers in the host's store how far
// it is.
#include <baton/plugin.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "test.process.feed_manifest.h"
#include "test.process.feed_schema.h"

namespace sdk = baton::sdk;

namespace {

constexpr std::size_t kAtOnce = 3;
constexpr const char* kPosition = "pushed";
constexpr std::chrono::milliseconds kLookAgain{20};
constexpr std::uint32_t kPollAgainMs = 150;

// Whole lines of the file from this one on, at most `kAtOnce`.
std::vector<std::string> lines_from(const std::string& path, std::size_t first) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  std::string line;
  for (std::size_t i = 0; std::getline(file, line) && !file.eof() && lines.size() < kAtOnce; ++i)
    if (i >= first) lines.push_back(line);
  return lines;
}

void fill(sdk::EventBuilder& event, const std::string& line) {
  const auto first = line.find('|'), second = line.find('|', first + 1);
  event.message_kind = BATON_MESSAGE_TEXT;
  event.flags = BATON_EVENT_OPENS_WINDOW;
  event.source_event_id = event.message_id = line.substr(0, first);
  event.account = "feed";
  event.identities = {{BATON_IDENTITY_PHONE, line.substr(first + 1, second - first - 1)}};
  event.text = line.substr(second + 1);
}

class Feed final : public sdk::Connector, public sdk::HasChannel {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }
  explicit Feed(const sdk::Create& create) {
    const auto settings = nlohmann::json::parse(create.config_json);
    polled_ = settings.at("polled").get<std::string>();
    pushed_ = settings.at("pushed").get<std::string>();
  }

  void init() override {
    stored_ = metric(BATON_METRIC_COUNTER, "lines_stored", "Lines of the pushed file that the host has on disk.");
    began_ = metric(BATON_METRIC_GAUGE, "began_at", "The line at which this start went on.");
    polls_ = metric(BATON_METRIC_HISTOGRAM, "polled", "Lines of each poll.");
  }
  void start() override {
    thread_ = std::thread([this] { push(); });
  }
  void stop() override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  sdk::ChannelPolicy channel_policy() const override {
    sdk::ChannelPolicy policy;
    policy.channel = "feed";
    policy.window_ms = 24 * 3600 * 1000;
    policy.text_max_chars = 4096;
    return policy;
  }
  void receive(const sdk::Call&, const baton_webhook_t&, sdk::Reply<sdk::Batch> reply) override {
    reply.send(sdk::Batch::refused(404, "nothing comes this way"));
  }
  void deliver(const sdk::Call& call, const baton_outbound_t&, sdk::Reply<sdk::Receipt> reply) override {
    sdk::Receipt receipt;
    receipt.remote_message_id = "feed-" + call.idempotency_key;
    reply.send(std::move(receipt));
  }
  void poll(const sdk::Call&, std::string_view, std::optional<std::string_view> cursor,
            sdk::Reply<sdk::Batch> reply) override {
    const std::size_t first = cursor ? std::stoul(std::string(*cursor)) : 0;
    const auto lines = lines_from(polled_, first);
    host().metrics().record(polls_, static_cast<double>(lines.size()));
    sdk::Batch batch;
    for (const auto& line : lines) fill(batch.add(BATON_EVENT_CUSTOMER_MESSAGE, ""), line);
    batch.next_cursor = std::to_string(first + lines.size());
    batch.poll_again_ms = kPollAgainMs;
    reply.send(std::move(batch));
  }

 private:
  std::uint32_t metric(baton_metric_kind_t kind, const char* name, const char* help) {
    auto defined = host().metrics().define(kind, name, help, "");
    if (!defined.ok()) throw sdk::Failure(defined.error().status, defined.error().message);
    return defined.value();
  }

  // Until something is told, or for a moment. False: it is over.
  bool wait(const bool* told) {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto ended = [&] { return stopping_ || (told != nullptr && *told); };
    if (told == nullptr) changed_.wait_for(lock, kLookAgain, ended);
    else changed_.wait(lock, ended);
    return !stopping_;
  }
  std::function<void(baton_status_t)> tells(baton_status_t& status, bool& told) {
    return [this, &status, &told](baton_status_t said) {
      const std::lock_guard<std::mutex> lock(mutex_);
      status = said;
      told = true;
      changed_.notify_all();
    };
  }

  void push() {
    auto kept = host().kv().get(kPosition);
    if (!kept.ok()) return host().log().error("the position cannot be read");
    std::uint64_t revision = kept.value() ? kept.value()->revision : sdk::kNewKey;
    std::size_t position = kept.value() ? std::stoul(kept.value()->value) : 0;
    host().metrics().record(began_, static_cast<double>(position));
    while (wait(nullptr)) {
      const auto lines = lines_from(pushed_, position);
      if (lines.empty() || !emit(lines)) continue;
      host().metrics().record(stored_, static_cast<double>(lines.size()));
      position += lines.size();
      if (!keep(position, revision)) return;
    }
  }

  // False: not stored, to be emitted again.
  bool emit(const std::vector<std::string>& lines) {
    std::deque<sdk::EventBuilder> events;
    for (const auto& line : lines) fill(events.emplace_back(BATON_EVENT_CUSTOMER_MESSAGE, ""), line);
    baton_status_t status = BATON_PENDING;
    bool told = false;
    if (!host().emit().emit(events, {}, tells(status, told)).ok()) return false;
    return wait(&told) && status == BATON_OK;
  }

  bool keep(std::size_t position, std::uint64_t& revision) {
    baton_status_t status = BATON_PENDING;
    bool told = false;
    const auto begun = host().kv().commit({{kPosition, std::to_string(position), revision}}, tells(status, told));
    if (!begun.ok() || !wait(&told)) return false;
    auto kept = host().kv().get(kPosition);
    if (status != BATON_OK || !kept.ok() || !kept.value()) {
      host().log().error("the position could not be kept");
      return false;
    }
    revision = kept.value()->revision;
    return true;
  }

  std::string polled_, pushed_;
  std::uint32_t stored_ = 0, began_ = 0, polls_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

BATON_EXPORT_PLUGIN(Feed)
