// SPDX-License-Identifier: MIT
// pch.h - the large headers nearly every file of this room needs, compiled once.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <spdlog/spdlog.h>
