// SPDX-License-Identifier: MIT
#include "host/app/ports.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace baton::app {
namespace {

constexpr std::size_t kThreads = 32;      // requests to outside services at one time
constexpr std::size_t kQueued = 10000;
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

plugin::HttpResult exchange(net::Client& client, plugin::HttpRequest& request) {
  net::ClientRequest out;
  out.method = request.method;
  out.url = request.url;
  out.body = std::move(request.body);
  if (request.streamed && !read_whole(*request.streamed, out.body)) return failed(plugin::HttpFailure::kNotSent, "the attachment to be sent is gone");
  for (auto& [name, value] : request.headers) out.headers.push_back({std::move(name), std::move(value)});
  if (request.budget_ms != 0) out.timeout_ms = static_cast<int>(request.budget_ms);
  if (request.max_response_bytes != 0) out.max_response_bytes = request.max_response_bytes;
  auto in = client.send(out);
  plugin::HttpResult result;
  result.failure = failure_of(in.kind);
  result.status = in.status;
  result.message = std::move(in.error);
  for (auto& header : in.headers) result.headers.emplace_back(std::move(header.name), std::move(header.value));
  const bool good = in.status >= 200 && in.status < 300;
  if (!request.sink || !good) {
    result.body = std::move(in.body);
    return result;
  }
  for (std::size_t at = 0; at < in.body.size(); at += kPiece)
    if (!request.sink(std::string_view(in.body).substr(at, kPiece))) return failed(plugin::HttpFailure::kTooLarge, "the answer could not be kept");
  return result;
}

}  // namespace

NetHttpPort::NetHttpPort(net::ClientOptions options)
    : client_(std::move(options)), pool_(std::make_unique<net::Pool>(net::PoolOptions{kThreads, kQueued})) {}

NetHttpPort::~NetHttpPort() { stop(); }

void NetHttpPort::stop() {
  client_.stop();
  pool_.reset();
}

plugin::HttpPort::Ticket NetHttpPort::send(plugin::HttpRequest&& request, std::function<void(plugin::HttpResult&&)> done) {
  auto shared = std::make_shared<plugin::HttpRequest>(std::move(request));
  auto told = std::make_shared<std::function<void(plugin::HttpResult&&)>>(std::move(done));
  const bool taken = pool_ != nullptr && pool_->try_post([this, shared, told] { (*told)(exchange(client_, *shared)); });
  // The callback never comes from inside the call that was given it: a full queue is told by a thread of its own.
  if (!taken) std::thread([told] { (*told)(failed(plugin::HttpFailure::kNotSent, "too many requests are waiting")); }).detach();
  return ++last_;
}

std::optional<plugin::BlobPort::WriteId> LedgerBlobPort::create() {
  const auto id = blobs_.create();
  return id == 0 ? std::nullopt : std::optional<WriteId>(id);
}

bool LedgerBlobPort::append(WriteId id, std::string_view bytes) { return blobs_.append(id, bytes); }

std::optional<std::string> LedgerBlobPort::finish(WriteId id) {
  const auto finished = blobs_.finish(id);
  return finished ? std::optional(finished->blob_id) : std::nullopt;
}

void LedgerBlobPort::discard(WriteId id) { blobs_.abandon(id); }

std::optional<std::uint64_t> LedgerBlobPort::size_bytes(std::string_view blob_id) {
  const auto size = blobs_.size(std::string(blob_id));
  return size ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt;
}

std::optional<std::size_t> LedgerBlobPort::read(std::string_view blob_id, std::uint64_t offset, char* buffer, std::size_t capacity) {
  const auto bytes = blobs_.read(std::string(blob_id), static_cast<std::int64_t>(offset), static_cast<std::int64_t>(capacity));
  if (!bytes) return std::nullopt;
  std::memcpy(buffer, bytes->data(), bytes->size());
  return bytes->size();
}

std::uint64_t EngineClockPort::monotonic_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace baton::app
