// SPDX-License-Identifier: MIT
#include "sdk/wire/frame.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <string>

#include "sdk/wire/owned_fd.h"

namespace baton::wire {
namespace {

class Frames : public ::testing::Test {
 protected:
  void SetUp() override {
    std::array<int, 2> ends{};
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), 0);
    a = OwnedFd(ends[0]);
    b = OwnedFd(ends[1]);
  }
  static std::size_t open_files() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
    return count;
  }
  OwnedFd a, b;
  Frame frame;
};

TEST_F(Frames, one_arrives_as_another) {
  constexpr std::size_t kLarge = 5'000'000;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kPacketMaxBytes - 16, kPacketMaxBytes, kLarge}) {
    std::string body(size, 'x');
    if (size > 0) body.back() = 'y';
    const auto before = open_files();
    ASSERT_EQ(send_frame(a.get(), FrameKind::receive, 77, body, kPluginReturned), Sent::yes) << size;
    ASSERT_EQ(receive_frame(b.get(), frame), Received::frame) << size;
    EXPECT_EQ(frame.kind, FrameKind::receive);
    EXPECT_EQ(frame.id, 77u);
    EXPECT_EQ(frame.flags, kPluginReturned);
    EXPECT_EQ(frame.body, body) << size;
    EXPECT_EQ(open_files(), before) << "a memory file is closed once it is read";
  }
}

TEST_F(Frames, a_frame_without_bound_is_sent) {
  EXPECT_EQ(send_frame(a.get(), FrameKind::receive, 1, std::string(kFrameMaxBytes + 1, 'x')), Sent::too_large);
}

TEST_F(Frames, the_end_of_the_other_side_is_not_seen) {
  b.reset();
  EXPECT_EQ(send_frame(a.get(), FrameKind::alive, 0, {}), Sent::gone);
  EXPECT_EQ(receive_frame(a.get(), frame), Received::gone);
}

TEST_F(Frames, nothing_is_waited_for_in_vain) {
  EXPECT_EQ(receive_frame(a.get(), frame, false), Received::nothing);
}

TEST_F(Frames, a_reader_that_never_reads_holds_the_sender) {
  const timeval soon{0, 50'000};
  ASSERT_EQ(setsockopt(a.get(), SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon), 0);
  const std::string body(60'000, 'x');
  auto sent = Sent::yes;
  for (int i = 0; i < 1000 && sent == Sent::yes; ++i) sent = send_frame(a.get(), FrameKind::receive, 1, body);
  EXPECT_EQ(sent, Sent::stuck);
}

TEST_F(Frames, a_packet_that_is_no_frame_is_believed) {
  ASSERT_EQ(send(a.get(), "short", 5, 0), 5);
  EXPECT_EQ(receive_frame(b.get(), frame), Received::malformed);
}

// The header says that a file of so many bytes comes along.
TEST_F(Frames, a_file_that_is_missing_or_shorter_than_it_says_is_believed) {
  struct {
    std::uint16_t kind = 1, flags = 0x8000;
    std::uint32_t reserved = 0;
    std::uint64_t id = 1, size = 1'000'000;
  } header;
  ASSERT_EQ(send(a.get(), &header, sizeof header, 0), static_cast<ssize_t>(sizeof header));
  EXPECT_EQ(receive_frame(b.get(), frame), Received::malformed) << "no file";

  const OwnedFd file(memfd_create("short", MFD_CLOEXEC));
  ASSERT_EQ(ftruncate(file.get(), 10), 0);
  iovec part{&header, sizeof header};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof(int));
  const int fd = file.get();
  std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
  const auto before = open_files();
  ASSERT_GT(sendmsg(a.get(), &message, 0), 0);
  EXPECT_EQ(receive_frame(b.get(), frame), Received::malformed) << "shorter";
  header.size = kFrameMaxBytes + 1;
  ASSERT_GT(sendmsg(a.get(), &message, 0), 0);
  EXPECT_EQ(receive_frame(b.get(), frame), Received::malformed) << "larger than any frame";
  EXPECT_EQ(open_files(), before);
}

}  // namespace
}  // namespace baton::wire
