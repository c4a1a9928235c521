// SPDX-License-Identifier: MIT
#include "host/app/http_port.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace baton::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kPiece = 256 * 1024;

plugin::HttpFailure failure_of(net::ClientResult::Kind kind) {
  switch (kind) {
    case net::ClientResult::Kind::answered: return plugin::HttpFailure::kNone;
    case net::ClientResult::Kind::not_sent: return plugin::HttpFailure::kNotSent;
    case net::ClientResult::Kind::unknown: return plugin::HttpFailure::kOutcomeUnknown;
    case net::ClientResult::Kind::too_large: return plugin::HttpFailure::kTooLarge;
    case net::ClientResult::Kind::cancelled: return plugin::HttpFailure::kCancelled;
  }
  return plugin::HttpFailure::kOutcomeUnknown;
}

// False when the content went away while it was read.
bool read_whole(plugin::HttpBody& source, std::string& body) {
  body.resize(source.size_bytes());
  std::size_t done = 0;
  while (done < body.size()) {
    const auto got = source.read(done, body.data() + done, std::min(kPiece, body.size() - done));
    if (got == 0) return false;
    done += got;
  }
  return true;
}

plugin::HttpResult failed(plugin::HttpFailure failure, std::string message) {
  plugin::HttpResult result;
  result.failure = failure;
  result.message = std::move(message);
  return result;
}

// Scheme, host and port as they stand in the address: those of the allow list are in one form only.
std::string origin_of(const std::string& url) {
  const auto host = url.find("://");
  return url.substr(0, host == std::string::npos ? host : url.find_first_of("/?#", host + 3));
}

}  // namespace

struct NetHttpPort::Exchange {
  Exchange(plugin::HttpRequest&& asked, std::function<void(plugin::HttpResult&&)> told)
      : request(std::move(asked)), done(std::move(told)), origin(origin_of(request.url)) {
    if (request.budget_ms != 0) deadline = SteadyClock::now() + std::chrono::milliseconds(request.budget_ms);
  }

  plugin::HttpRequest request;
  std::function<void(plugin::HttpResult&&)> done;
  std::string origin;
  SteadyClock::time_point deadline = SteadyClock::time_point::max();
  Ticket ticket = 0;
  std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
};

NetHttpPort::NetHttpPort(net::ClientOptions options)
    : client_(std::move(options)), pool_(std::make_unique<net::Pool>(net::PoolOptions{kAtOnceMax, kAtOnceMax})) {}

NetHttpPort::~NetHttpPort() { stop(); }

void NetHttpPort::stop() {
  std::unique_ptr<net::Pool> pool;
  std::map<std::string, Origin> origins;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    pool.swap(pool_);
    for (auto& [name, origin] : origins_) origins[name].waiting.swap(origin.waiting);
    waiting_ = 0;
  }
  client_.stop();
  for (auto& [name, origin] : origins)
    for (auto& exchange : origin.waiting) exchange->done(failed(plugin::HttpFailure::kNotSent, "the host is stopping"));
  pool.reset();
}

plugin::HttpPort::Ticket NetHttpPort::send(plugin::HttpRequest&& request,
                                           std::function<void(plugin::HttpResult&&)> done) {
  const auto exchange = std::make_shared<Exchange>(std::move(request), std::move(done));
  const std::lock_guard lock(mutex_);
  exchange->ticket = ++last_;
  if (stopped_ || waiting_ >= kWaitingMax) {
    const char* why = stopped_ ? "the host is stopping" : "too many requests are waiting";
    // The callback never comes from inside the call that was given it.
    std::thread([exchange, why] { exchange->done(failed(plugin::HttpFailure::kNotSent, why)); }).detach();
    return last_;
  }
  open_.emplace(last_, exchange);
  origins_[exchange->origin].waiting.push_back(exchange);
  ++waiting_;
  start_waiting();
  return exchange->ticket;
}

// REQUIRES: mutex_ is held. Origins take turns, so that many requests to one do not hold up the few to another.
void NetHttpPort::start_waiting() {
  while (at_once_ < kAtOnceMax && waiting_ > 0) {
    const auto may = [](const auto& entry) {
      return !entry.second.waiting.empty() && entry.second.at_once < kAtOncePerOriginMax;
    };
    auto next = std::find_if(origins_.upper_bound(last_origin_), origins_.end(), may);
    if (next == origins_.end()) next = std::find_if(origins_.begin(), origins_.end(), may);
    if (next == origins_.end()) return;
    auto& [name, origin] = *next;
    last_origin_ = name;
    const auto exchange = std::move(origin.waiting.front());
    origin.waiting.pop_front();
    --waiting_;
    ++origin.at_once;
    ++at_once_;
    pool_->try_post([this, exchange] { carry_out(exchange); });  // there are never more than it has threads
  }
}

void NetHttpPort::carry_out(const ExchangePtr& exchange) {
  auto result = ask(*exchange);
  {
    const std::lock_guard lock(mutex_);
    open_.erase(exchange->ticket);
    --at_once_;
    const auto origin = origins_.find(exchange->origin);
    if (--origin->second.at_once == 0 && origin->second.waiting.empty()) origins_.erase(origin);
    if (!stopped_) start_waiting();
  }
  exchange->done(std::move(result));
}

void NetHttpPort::cancel(Ticket ticket) {
  ExchangePtr waited;
  {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(ticket);
    if (found == open_.end()) return;
    const auto exchange = found->second;
    *exchange->cancelled = true;
    const auto origin = origins_.find(exchange->origin);
    if (origin != origins_.end() && std::erase(origin->second.waiting, exchange) > 0) {
      --waiting_;
      if (origin->second.at_once == 0 && origin->second.waiting.empty()) origins_.erase(origin);
      open_.erase(found);
      waited = exchange;
    }
  }
  if (waited) return waited->done(failed(plugin::HttpFailure::kCancelled, "cancelled"));
  client_.end_cancelled();
}

plugin::HttpResult NetHttpPort::ask(Exchange& exchange) {
  auto& request = exchange.request;
  net::ClientRequest out;
  out.method = request.method;
  out.url = request.url;
  out.body = std::move(request.body);
  out.cancelled = exchange.cancelled;
  if (request.streamed && !read_whole(*request.streamed, out.body))
    return failed(plugin::HttpFailure::kNotSent, "the attachment to be sent is gone");
  for (auto& [name, value] : request.headers) out.headers.push_back({std::move(name), std::move(value)});
  if (request.budget_ms != 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(exchange.deadline - SteadyClock::now()).count();
    if (left <= 0) return failed(plugin::HttpFailure::kNotSent, "its time was over before its turn came");
    out.timeout_ms = static_cast<int>(left);
  }
  if (request.max_response_bytes != 0) out.max_response_bytes = request.max_response_bytes;
  auto in = client_.send(out);
  plugin::HttpResult result;
  result.failure = failure_of(in.kind);
  if (result.failure != plugin::HttpFailure::kNone && *exchange.cancelled)
    result.failure = plugin::HttpFailure::kCancelled;
  result.status = in.status;
  result.message = std::move(in.error);
  for (auto& header : in.headers) result.headers.emplace_back(std::move(header.name), std::move(header.value));
  const bool good = in.status >= 200 && in.status < 300;
  if (!request.sink || !good) {
    result.body = std::move(in.body);
    return result;
  }
  for (std::size_t at = 0; at < in.body.size(); at += kPiece)
    if (!request.sink(std::string_view(in.body).substr(at, kPiece)))
      return failed(plugin::HttpFailure::kTooLarge, "the answer could not be kept");
  return result;
}

}  // namespace baton::app
