// SPDX-License-Identifier: MIT
// plugin_metrics.h - what plugins count themselves (baton.metrics/1), as part of the text of GET /metrics.
#pragma once

#include <string>

#include "host/engine/plugins.h"

namespace baton::app {

// baton_plugin_PLUGIN_NAME{instance="..."}, a family for all instances of a plugin. Where two instances give one name
// to different kinds, the first one's stands and the other is left out: a family has one kind.
std::string plugin_metrics_text(const engine::Plugins& plugins);

}  // namespace baton::app
