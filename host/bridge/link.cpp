// SPDX-License-Identifier: MIT
#include "host/bridge/link.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace baton::bridge {
namespace {

using wire::Received;
using wire::Sent;

// The runner says twice a second that it lives. A machine that is busy may keep a process from running for a while, a
// stopped one never runs.
constexpr int kSilenceMaxTimeouts = 5;  // of the socket's receive timeout, 1 s
constexpr std::size_t kOutputLineMaxBytes = 2000;
constexpr int kOutputPollMs = 200;

}  // namespace

Link::Link(std::unique_ptr<RunnerProcess> process, LinkClient& client)
    : process_(std::move(process)), client_(client) {
  output_reader_ = std::thread([this] { read_output(); });
  reader_ = std::thread([this] { read_frames(); });
}

Link::~Link() {
  end("it was ended");
  reader_.join();
  output_reader_.join();
}

bool Link::send(KindNumber kind, std::uint64_t id, std::string_view body) {
  if (gone_) return false;
  switch (wire::send_frame(process_->socket(), kind, id, body)) {
    case Sent::yes: return true;
    case Sent::stuck: end("it did not read what it was sent for a second"); return false;
    case Sent::gone:
    case Sent::too_large: return false;
  }
  return false;
}

std::optional<std::string> Link::ask(KindNumber kind, std::string_view body, std::chrono::milliseconds budget) {
  std::unique_lock lock(mutex_);
  const auto id = next_question_++;
  questions_[id];
  lock.unlock();
  const bool sent = send(kind, id, body);
  lock.lock();
  if (sent) answered_.wait_for(lock, budget, [&] { return gone_ || questions_[id].has_value(); });
  auto answer = std::move(questions_[id]);
  questions_.erase(id);
  return answer;
}

void Link::end(std::string why) {
  {
    const std::lock_guard lock(mutex_);
    if (ended_for_.empty()) ended_for_ = std::move(why);
  }
  process_->kill_group(SIGKILL);
}

void Link::read_frames() {
  Frame frame;
  int silent = 0;
  for (bool reading = true; reading;) {
    switch (wire::receive_frame(process_->socket(), frame)) {
      case Received::frame:
        silent = 0;
        if (frame.kind == FrameKind::reply) {
          const std::lock_guard lock(mutex_);
          if (const auto found = questions_.find(frame.id); found != questions_.end())
            found->second = std::string(frame.body);
          answered_.notify_all();
        } else if (!client_.on_frame(frame)) {
          end("it sent something that makes no sense");
        }
        break;
      case Received::nothing:
        if (++silent >= kSilenceMaxTimeouts) end("it has given no sign of life for 5 s");
        break;
      case Received::malformed: end("it sent something that makes no sense"); break;
      case Received::gone: reading = false; break;
    }
  }
  is_over();
}

void Link::is_over() {
  const auto how = process_->reap();
  std::string why;
  {
    const std::lock_guard lock(mutex_);
    gone_ = true;
    why = ended_for_.empty() ? how : "was ended: " + ended_for_;
  }
  answered_.notify_all();
  client_.on_gone(why);
}

void Link::read_output() {
  std::array<char, 4096> buffer{};
  std::string line;
  const auto tell = [&] {
    if (!line.empty()) client_.on_output(line);
    line.clear();
  };
  for (;;) {
    // A process that left the group may keep the pipe open for ever: when the runner is gone, what is there is all.
    pollfd readable{process_->output(), POLLIN, 0};
    const int ready = poll(&readable, 1, kOutputPollMs);
    if (ready == 0 && gone_) break;
    if (ready <= 0) continue;
    const auto got = read(process_->output(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    for (const char c : std::string_view(buffer.data(), static_cast<std::size_t>(got)))
      if (c == '\n' || line.size() >= kOutputLineMaxBytes)
        tell();
      else
        line.push_back(c);
  }
  tell();
}

}  // namespace baton::bridge
