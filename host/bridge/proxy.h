// SPDX-License-Identifier: MIT
// proxy.h - tables of the ABI whose functions send frames instead of doing something.
#pragma once

#include <span>

#include <baton/baton.h>

namespace baton::bridge {

class RemoteSource;

struct ProxyFactory : baton_factory_t {
  RemoteSource* source;
};

ProxyFactory proxy_factory(RemoteSource& source);
baton_instance_t proxy_instance(RemoteSource& source);
// Null for interfaces that do not travel.
const void* proxy_table(const char* id);
// Stands for a table of the plugin that has a NULL in it: it has nothing else.
const void* proxy_table_with_hole();

std::span<const char* const> known_host_extensions();

}  // namespace baton::bridge
