// SPDX-License-Identifier: MIT
// interfaces.h - the interfaces of a plugin that can travel, and how many functions the table of each has.
#pragma once

#include <cstddef>
#include <span>

namespace baton::bridge {

struct PluginInterface {
  const char* id;
  std::size_t functions;
  const void* proxy;  // the table that stands for it in the host
};

std::span<const PluginInterface> plugin_interfaces();

}  // namespace baton::bridge
