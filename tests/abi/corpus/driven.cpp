// SPDX-License-Identifier: MIT
// driven.cpp - see driven.h.
#include "tests/abi/corpus/driven.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "host/bridge/bridged_instance.h"
#include "host/plugin/manifest/ids.h"
#include "host/plugin/services/hmac.h"
#include "tests/abi/corpus/shown.h"

namespace baton::corpus {
namespace {

using namespace plugin;
using namespace std::chrono_literals;

constexpr const char* kToken = "EAAG-very-secret";
constexpr auto kPatience = 20s;

// The errands of the reference connector, in an order in which none waits for another.
constexpr const char* kErrands[] = {"anything else", "clock", "disarm", "http", "secrets",
                                    "sign",          "blob",  "fail",   "refuse", "kv",   "emit", "metric"};

template <class T>
std::string value_line(const T& value) {
  return Shower::shown(value);
}
std::string value_line(const Labels& labels) {
  std::string line;
  for (std::uint32_t i = 0; i < labels.count; ++i) line += Shower::shown(*labels.items[i]);
  return line;
}
std::string value_line(const LookupAnswer& answer) {
  return std::to_string(answer.result) + " '" + text_of(answer.remote_message_id) + "'";
}

std::string error_line(const baton_error_t& error) {
  return "error " + std::to_string(error.status) + " scope " + std::to_string(error.scope) + " retry_after_ms " +
         std::to_string(error.retry_after_ms) + " '" + std::string(error.message, error.message_size) + "' '" +
         std::string(error.code, error.code_size) + "'";
}

std::string policy_line(const ChannelPolicy& policy) {
  std::string line = "policy " + policy.channel;
  for (const bool flag : {policy.templates, policy.buttons, policy.lists, policy.typing, policy.read_marks,
                          policy.quotes, policy.calls})
    line += flag ? " yes" : " no";
  for (const auto number :
       {policy.text_max_chars, policy.button_max_count, policy.button_title_max_chars, policy.list_row_max_count,
        policy.pair_burst, policy.pair_refill_ms, policy.sends_per_second})
    line += " " + std::to_string(number);
  line += " " + std::to_string(policy.window_ms);
  for (const MediaLimit& limit : policy.media_limits)
    line += " " + limit.media_type + ":" + std::to_string(limit.max_bytes);
  return line;
}

std::string health_line(const Health& health) {
  return "health late " + std::to_string(health.late_completions) + " double " +
         std::to_string(health.double_completions) + " violations " + std::to_string(health.contract_violations) +
         " dropped_log_lines " + std::to_string(health.dropped_log_lines) + " crashes " +
         std::to_string(health.crashes);
}

}  // namespace

void Lines::sink_it_(const spdlog::details::log_msg& message) {
  static const std::string kBefore = "instance=corpus ";
  const std::string line(message.payload.data(), message.payload.size());
  const auto at = line.find(kBefore);
  if (at != std::string::npos) lines_.push_back(line.substr(at + kBefore.size()));
}

std::vector<std::string> Lines::all() {
  const std::lock_guard lock(mutex_);
  return lines_;
}

bool Lines::wait_for(const std::string& part) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    for (const std::string& line : all())
      if (line.find(part) != std::string::npos) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

Driven::Driven(const std::filesystem::path& bundle, Place place) {
  LoaderOptions options;
  options.runner = bridge::runner_load({RUNNER});
  options.ports.http = &http_;
  options.ports.timers = &timers_;
  options.ports.clock = &clock_;
  options.ports.blobs = &blobs_;
  options.ports.kv = &kv_;
  options.ports.emit = &emit_;
  options.host_version = "corpus";
  options.logger = std::make_shared<spdlog::logger>("corpus", log_);
  loader_ = std::make_unique<Loader>(options);
  LoadOrder order;
  order.bundle = bundle;
  order.instance_id = "corpus";
  order.kind = read_manifest(bundle).manifest.kinds.at(0);
  order.place = place;
  order.settings = nlohmann::json::object();
  if (order.kind == Kind::kConnector) order.settings = {{"token", kToken}, {"base_url", "https://api.example.com/v1"}};
  LoadResult result = loader_->load(order);
  if (const auto* refusal = std::get_if<LoadRefusal>(&result)) told_.push_back("refused: " + to_string(*refusal));
  else instance_ = std::get<std::unique_ptr<Instance>>(std::move(result));
}

CallInfo Driven::call() {
  return {.budget_ms = 20000, .attempt = 3, .idempotency_key = "key-17", .trace_id = "trace-4"};
}

template <class T>
void Driven::ask(const std::string& what, const std::function<void(Done<T>)>& begin) {
  std::mutex mutex;
  std::condition_variable ended;
  std::string line;
  begin([&](const Outcome<T>& outcome) {
    const std::lock_guard lock(mutex);
    line = std::to_string(outcome.status) + " ";
    line += outcome.value != nullptr ? value_line(*outcome.value) : error_line(*outcome.error);
    ended.notify_all();
  });
  std::unique_lock lock(mutex);
  ended.wait(lock, [&] { return !line.empty(); });  // the budget ends it at the latest
  told_.push_back(what + ": " + line);
}

template <class Record>
ArgumentPtr<Record> Driven::argument(const std::string& name, std::function<void(Record&)> change) {
  auto& record = filler_.filled<Record>(name);
  if (change) change(record);
  return plugin::argument<Record>([&record]() -> const Record& { return record; });
}

std::vector<std::string> Driven::story() {
  if (instance_ == nullptr) return told_;
  told_.push_back("loaded " + instance_->info().plugin_id + " " + instance_->info().plugin_version + " " +
                  instance_->info().abi);
  std::vector<std::string> offers = instance_->extensions();
  std::sort(offers.begin(), offers.end());
  for (const std::string& id : offers) told_.push_back("offers " + id);
  switch (instance_->info().kind) {
    case Kind::kConnector: ask_connector(); break;
    case Kind::kOwnership:
      ask<baton_proposal_t>("propose", [&](auto done) {
        instance_->propose(argument<baton_case_view_t>("case"), call(), std::move(done));
      });
      break;
    case Kind::kSummarizer:
      ask<baton_brief_t>("summarize", [&](auto done) {
        instance_->summarize(argument<baton_transcript_t>("transcript"), call(), std::move(done));
      });
      break;
    case Kind::kClassifier:
      ask<Labels>("classify", [&](auto done) {
        instance_->classify(argument<baton_event_t>("event"), call(), std::move(done));
      });
      break;
  }
  tell_of_stop();
  return told_;
}

void Driven::ask_connector() {
  if (const auto& policy = instance_->channel_policy()) told_.push_back(policy_line(*policy));
  const auto digest = KeyedHmac(kToken).sign("webhook.9");
  const std::string signature(digest->begin(), digest->end());
  const baton_header_t headers[] = {{str_of("x-kind"), str_of("message")}, {str_of("x-signature"), str_of(signature)}};
  for (const char* body : {"webhook.9", "forged"}) {
    ask<baton_batch_t>("receive", [&](auto done) {
      const auto change = [&](baton_webhook_t& webhook) {
        webhook.headers = headers, webhook.header_count = 2;
        webhook.body = bytes_of(body);
      };
      instance_->receive(argument<baton_webhook_t>("webhook", change), call(), std::move(done));
    });
  }
  ask<baton_batch_t>("poll first", [&](auto done) { instance_->poll("", std::nullopt, call(), std::move(done)); });
  ask<baton_batch_t>("poll", [&](auto done) { instance_->poll("inbox", "17", call(), std::move(done)); });
  for (const char* errand : kErrands) deliver(errand);
  show_request();
  deliver("timer");
  give_up_a_delivery();
  ask<LookupAnswer>("lookup", [&](auto done) {
    instance_->lookup(argument<baton_outbound_t>("outbound"), call(), std::move(done));
  });
  ask<baton_template_page_t>("list", [&](auto done) { instance_->list_templates(call(), std::move(done)); });
  ask<baton_media_fetched_t>("fetch", [&](auto done) {
    instance_->fetch_media(argument<baton_attachment_t>("attachment"), call(), std::move(done));
  });
  char text[4096];
  const auto size = blobs_.read("blob-2", 0, text, sizeof text);
  told_.push_back("fetched '" + std::string(text, size.value_or(0)) + "'");
}

void Driven::deliver(const std::string& errand) {
  http_.answer.status = 201;
  http_.answer.headers = {{"content-type", "application/json"}};
  http_.answer.body = "an answer";
  ask<baton_receipt_t>("deliver " + errand, [&](auto done) {
    const auto change = [&](baton_outbound_t& outbound) { outbound.text = str_of(errand); };
    instance_->deliver(argument<baton_outbound_t>("outbound", change), call(), std::move(done));
    if (errand != "timer" || !timers_.wait_for_armed()) return;
    timers_.advance(1000);
  });
}

void Driven::give_up_a_delivery() {
  ask<baton_receipt_t>("deliver wait", [&](auto done) {
    const auto change = [](baton_outbound_t& outbound) { outbound.text = str_of("wait"); };
    const OpTicket ticket = instance_->deliver(argument<baton_outbound_t>("outbound", change), call(), std::move(done));
    if (log_->wait_for("waits")) instance_->cancel(ticket);
  });
  log_->wait_for("cancelled");
}

// What went to the network: the secret the plugin never saw, and the form it made of two parts.
void Driven::show_request() {
  http_.join();
  std::string body = http_.last.body;
  if (http_.last.streamed != nullptr) {
    char piece[4096];
    while (const auto size = http_.last.streamed->read(body.size(), piece, sizeof piece)) body.append(piece, size);
  }
  std::string line = "request " + http_.last.method + " " + http_.last.url;
  for (const auto& [name, value] : http_.last.headers)  // a form's boundary is another each time
    line += " " + name + "=" + (value.starts_with("multipart/") ? "multipart" : value);
  for (const char* part : {"name=\"kind\"", "note", "name=\"file\"", "filename=\"a.txt\"", "text/plain", "content"})
    line += body.find(part) != std::string::npos ? " +" : " -";
  told_.push_back(line);
}

void Driven::tell_of_stop() {
  told_.push_back(instance_->stop(kStopBudgetMs) ? "stopped" : "abandoned");
  told_.push_back(health_line(instance_->health()));
  for (const std::string& line : log_->all()) told_.push_back("log " + line);
}

}  // namespace baton::corpus
