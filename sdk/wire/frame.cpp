// SPDX-License-Identifier: MIT
#include "sdk/wire/frame.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sdk/wire/owned_fd.h"

namespace baton::wire {
namespace {

constexpr std::uint16_t kInMemoryFile = 0x8000;  // the body of the packet is the size of what the file holds

struct Header {
  std::uint16_t kind;
  std::uint16_t flags;
  std::uint32_t reserved;
  std::uint64_t id;
};
static_assert(sizeof(Header) == 16);

constexpr std::size_t kInlineMaxBytes = kPacketMaxBytes - sizeof(Header);

Sent send_packet(int socket, const Header& header, std::string_view body, int file) {
  std::array<iovec, 2> parts{{{const_cast<Header*>(&header), sizeof header},
                              {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = body.empty() ? 1 : 2;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  if (file >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &file, sizeof file);
  }
  for (;;) {
    if (sendmsg(socket, &message, MSG_NOSIGNAL) >= 0) return Sent::yes;
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == EWOULDBLOCK ? Sent::stuck : Sent::gone;
  }
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Read, never mapped: the other side could make the file shorter under a mapping. It ends where it ends.
bool read_all(int file, std::size_t size, std::string& to) {
  to.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const auto got = pread(file, to.data() + done, size - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

// Whatever came along is closed by us, also where nothing was expected.
OwnedFd passed_file(msghdr& message) {
  OwnedFd file;
  for (cmsghdr* at = CMSG_FIRSTHDR(&message); at != nullptr; at = CMSG_NXTHDR(&message, at)) {
    if (at->cmsg_level != SOL_SOCKET || at->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (at->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(at) + i * sizeof fd, sizeof fd);
      file = OwnedFd(fd);
    }
  }
  return file;
}

}  // namespace

Sent send_frame(int socket, KindNumber kind, std::uint64_t id, std::string_view body, std::uint16_t flags) {
  Header header{kind, flags, 0, id};
  if (body.size() <= kInlineMaxBytes) return send_packet(socket, header, body, -1);
  if (body.size() > kFrameMaxBytes) return Sent::too_large;
  const OwnedFd file(memfd_create("baton-frame", MFD_CLOEXEC));
  if (!file || !write_all(file.get(), body)) return Sent::gone;
  header.flags |= kInMemoryFile;
  const std::uint64_t size = body.size();
  return send_packet(socket, header, {reinterpret_cast<const char*>(&size), sizeof size}, file.get());
}

Received receive_frame(int socket, Frame& frame, bool wait) {
  Header header{};
  std::array<iovec, 2> parts{{{&header, sizeof header}, {frame.packet.get(), kInlineMaxBytes}}};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(4 * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t got = 0;
  do got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
  while (got < 0 && errno == EINTR);
  if (got < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? Received::nothing : Received::gone;
  const OwnedFd file = passed_file(message);
  if (got == 0) return Received::gone;
  if (static_cast<std::size_t>(got) < sizeof header || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0)
    return Received::malformed;
  const auto size = static_cast<std::size_t>(got) - sizeof header;
  frame.kind = header.kind;
  frame.flags = header.flags & static_cast<std::uint16_t>(~kInMemoryFile);
  frame.id = header.id;
  frame.body = {frame.packet.get(), size};
  if ((header.flags & kInMemoryFile) == 0) return Received::frame;
  std::uint64_t whole = 0;
  if (size != sizeof whole || !file) return Received::malformed;
  std::memcpy(&whole, frame.body.data(), sizeof whole);
  if (whole > kFrameMaxBytes || !read_all(file.get(), whole, frame.large)) return Received::malformed;
  frame.body = frame.large;
  return Received::frame;
}

}  // namespace baton::wire
