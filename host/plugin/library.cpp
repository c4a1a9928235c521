// SPDX-License-Identifier: MIT
// library.cpp - the one file that includes Boost.DLL.
#include "host/plugin/library.h"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include <boost/dll/shared_library.hpp>

#include "host/plugin/sha256.h"

namespace baton::plugin {

OpenedLibrary open_for_good(const std::filesystem::path& file, const char* symbol) {
  using boost::dll::load_mode::type;
  // Boost has no name for NODELETE. With it the mapping outlives the handle, which may then be closed like any other.
  const auto mode = static_cast<type>(RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  OpenedLibrary opened;
  try {  // the overload that throws keeps dlerror's text, the one with an error code loses it
    const boost::dll::shared_library library(boost::filesystem::path(file.string()), mode);
    if (library.has(symbol))
      opened.symbol = reinterpret_cast<void*>(&library.get<void()>(symbol));
    else
      opened.problem = std::string("there is no symbol ") + symbol;
  } catch (const std::exception& error) {
    opened.problem = error.what();
  }
  return opened;
}

namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

CopiedLibrary copy_for_good(const std::filesystem::path& file, const std::string& sha256) {
  std::ifstream in(file, std::ios::binary);
  const int descriptor = in ? ::memfd_create("baton-plugin", MFD_CLOEXEC) : -1;
  if (descriptor < 0) return {{}, std::string("it cannot be copied: ") + std::strerror(errno)};
  Sha256 hash;
  std::array<char, 65536> part{};
  bool written = true;
  while (written && (in.read(part.data(), part.size()) || in.gcount() > 0)) {
    const std::string_view bytes(part.data(), static_cast<std::size_t>(in.gcount()));
    hash.add(bytes);
    written = write_all(descriptor, bytes);
  }
  const std::string problem = in.bad() || !written   ? std::string("it cannot be copied: ") + std::strerror(errno)
                              : hash.hex() != sha256 ? "it is no longer what was looked at"
                                                     : std::string();
  if (problem.empty()) return {"/proc/self/fd/" + std::to_string(descriptor), {}};
  ::close(descriptor);
  return {{}, problem};
}

}  // namespace baton::plugin
