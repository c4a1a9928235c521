// SPDX-License-Identifier: MIT
// library.cpp - the one file that includes Boost.DLL.
#include "host/plugin/library.h"

#include <dlfcn.h>

#include <boost/dll/shared_library.hpp>

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

}  // namespace baton::plugin
