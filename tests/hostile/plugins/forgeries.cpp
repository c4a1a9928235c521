// SPDX-License-Identifier: MIT
// forgeries.cpp - deeds that talk to the host past the runner, on the socket it keeps: see sdk/wire/PROTOCOL.md.
#include "hostile.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "sdk/wire/frame.h"

namespace {

using baton::wire::FrameKind;

constexpr int kHost = 3;
constexpr uint16_t kInMemoryFile = 0x8000;

struct Frame {
  uint16_t kind, flags;
  uint32_t reserved;
  uint64_t id;
  char body[64];
};

void send_frame(uint16_t kind, uint64_t id, const void *body, size_t size) {
  Frame frame = {kind, 0, 0, id, {0}};
  memcpy(frame.body, body, size);
  send(kHost, &frame, offsetof(Frame, body) + size, MSG_NOSIGNAL);
}

// The host ends the process for a forgery, and the answer with it.
baton_status_t then_wait(asked_t *asked) {
  sleep_ms(20000);
  return answer(asked);
}

baton_status_t sends_garbage(asked_t *asked) {
  static char much[4000];
  memset(much, 0xA5, sizeof much);
  send(kHost, much, sizeof much, MSG_NOSIGNAL);
  return then_wait(asked);
}

baton_status_t sends_half_a_frame(asked_t *asked) {
  send(kHost, "abc", 3, MSG_NOSIGNAL);
  return then_wait(asked);
}

baton_status_t answers_for_another_kind(asked_t *asked) {
  const bool connector = asked->self->kind == CONNECTOR;
  send_frame(connector ? FrameKind::proposed : FrameKind::accepted, asked->call->op_id, "", 0);
  return answer(asked);
}

baton_status_t sends_a_list_without_end(asked_t *asked) {
  static const char body[64] = {-1, -1, -1, 0x7F, -1, -1, -1, 0x7F};
  for (uint16_t kind = FrameKind::accepted; kind < FrameKind::here; ++kind)
    send_frame(kind, asked->call->op_id, body, sizeof body);
  return then_wait(asked);
}

baton_status_t sends_what_only_the_host_says(asked_t *asked) {
  send_frame(FrameKind::start, 1, "", 0);
  return then_wait(asked);
}

baton_status_t answers_what_nobody_asked(asked_t *asked) {
  for (uint64_t id = 0; id < 1000; ++id) send_frame(FrameKind::reply, id, "no", 2);
  return answer_that(asked, "ignored");
}

// A frame whose body lies in a file that is passed along, `count` times.
void pass_file(int file, uint64_t says, int count) {
  Frame frame = {FrameKind::log_line, kInMemoryFile, 0, 0, {0}};
  memcpy(frame.body, &says, sizeof says);
  iovec part = {&frame, offsetof(Frame, body) + sizeof says};
  alignas(cmsghdr) char control[CMSG_SPACE(64 * sizeof(int))] = {0};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
  cmsghdr *rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
  for (int i = 0; i < count; ++i) memcpy(CMSG_DATA(rights) + (size_t)i * sizeof file, &file, sizeof file);
  sendmsg(kHost, &message, MSG_NOSIGNAL);
}

baton_status_t passes_a_file_that_is_too_short(asked_t *asked) {
  pass_file(memfd_create("short", 0), 1 << 20, 1);
  return then_wait(asked);
}

baton_status_t passes_a_pipe(asked_t *asked) {
  int ends[2] = {-1, -1};
  if (pipe(ends) != 0) return failed(asked->err, "no pipe");
  pass_file(ends[0], 1000, 1);
  return then_wait(asked);
}

baton_status_t passes_many_files(asked_t *asked) {
  const int file = memfd_create("many", 0);
  pass_file(file, 0, 60);
  return then_wait(asked);
}

// As large as a frame may be, and nothing in it.
baton_status_t passes_much_of_nothing(asked_t *asked) {
  const int file = memfd_create("much", 0);
  if (ftruncate(file, 64 << 20) != 0) return failed(asked->err, "no room");
  for (int k = 0; k < 10; ++k) pass_file(file, 64 << 20, 1);
  return then_wait(asked);
}

baton_status_t floods_frames(asked_t *asked) {
  timespec now, end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_sec += 1;
  do {
    for (int k = 0; k < 100; ++k) send_frame(FrameKind::alive, 0, "", 0);
    clock_gettime(CLOCK_MONOTONIC, &now);
  } while (now.tv_sec < end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec));
  return answer_that(asked, "flooded");
}

// It says that it is there, and is not.
baton_status_t lies_that_it_came_back(asked_t *asked) {
  for (int k = 0; k < 100; ++k) {
    send_frame(FrameKind::here, 0, "", 0);
    sleep_ms(100);
  }
  return answer(asked);
}

baton_status_t hangs_up_half(asked_t *asked) {
  shutdown(kHost, SHUT_WR);
  return then_wait(asked);
}

}  // namespace

extern "C" const deed_t kForgeries[] = {{"sends_garbage", sends_garbage},
                             {"sends_half_a_frame", sends_half_a_frame},
                             {"answers_for_another_kind", answers_for_another_kind},
                             {"sends_a_list_without_end", sends_a_list_without_end},
                             {"sends_what_only_the_host_says", sends_what_only_the_host_says},
                             {"answers_what_nobody_asked", answers_what_nobody_asked},
                             {"passes_a_file_that_is_too_short", passes_a_file_that_is_too_short},
                             {"passes_a_pipe", passes_a_pipe},
                             {"passes_many_files", passes_many_files},
                             {"passes_much_of_nothing", passes_much_of_nothing},
                             {"floods_frames", floods_frames},
                             {"lies_that_it_came_back", lies_that_it_came_back},
                             {"hangs_up_half", hangs_up_half},
                             {NULL, NULL}};
