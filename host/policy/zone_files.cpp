// SPDX-License-Identifier: MIT
// zone_files.cpp - see zone_files.h.
#include "host/policy/zone_files.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

#include "host/policy/zone_rule.h"

namespace baton::policy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes = 44;
constexpr std::size_t kFileMaxBytes = 1 << 20;
constexpr std::int64_t kLastYear = 2200;

fs::path folder() {
  const char* own = std::getenv("TZDIR");
  return own != nullptr && *own != '\0' ? fs::path(own) : fs::path("/usr/share/zoneinfo");
}

// Big endian, as the file has it.
std::int64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = (static_cast<unsigned char>(bytes[at]) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return static_cast<std::int64_t>(value);
}

struct Block {
  std::size_t begin = 0;  // after the header
  std::size_t times = 0;
  std::size_t types = 0;
  std::size_t size = 0;
  std::size_t time_bytes = 4;
};

std::optional<Block> block_at(std::string_view bytes, std::size_t at, std::size_t time_bytes) {
  if (bytes.size() < at + kHeaderBytes || bytes.substr(at, 4) != "TZif") return std::nullopt;
  std::array<std::size_t, 6> counts{};  // isut, isstd, leap, time, type, char
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = static_cast<std::size_t>(number(bytes, at + 20 + i * 4, 4) & 0xffffffff);
    if (counts[i] > bytes.size()) return std::nullopt;
  }
  const auto [isut, isstd, leaps, times, types, chars] = counts;
  Block block{at + kHeaderBytes, times, types, 0, time_bytes};
  block.size = times * (time_bytes + 1) + types * 6 + chars + leaps * (time_bytes + 4) + isstd + isut;
  if (types == 0 || block.begin + block.size > bytes.size()) return std::nullopt;
  return block;
}

bool take_changes(std::string_view bytes, const Block& block, core::Zone& zone) {
  const auto indexes = block.begin + block.times * block.time_bytes;
  const auto types = indexes + block.times;
  const auto offset_of = [&](std::size_t type) { return number(bytes, types + type * 6, 4) * core::kSecond; };
  zone.offset = offset_of(0);
  for (std::size_t i = 0; i < block.times; ++i) {
    const auto type = static_cast<unsigned char>(bytes[indexes + i]);
    if (type >= block.types) return false;
    const core::Instant at{number(bytes, block.begin + i * block.time_bytes, block.time_bytes) * core::kSecond};
    zone.changes.push_back({at, offset_of(type)});
  }
  return true;
}

void add_coming_years(std::string_view footer, core::Zone& zone) {
  const auto rule = read_zone_rule(footer);
  if (!rule) return;
  const auto last = zone.changes.empty() ? core::Instant{} : zone.changes.back().at;
  if (!rule->summer) {
    if (zone.changes.empty()) zone.offset = rule->standard_offset;
    return;
  }
  const auto first_year = core::date_of(last.ms / core::kDay).year;
  for (auto year = first_year; year <= kLastYear; ++year)
    for (const auto& change : rule->changes_of(year))
      if (change.at > last) zone.changes.push_back(change);
}

std::optional<std::string> contents(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error) || fs::file_size(file, error) > kFileMaxBytes) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool is_zone_name(const std::string& name) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  return !name.empty() && name.front() != '/' && name.find_first_not_of(kLetters) == std::string::npos;
}

}  // namespace

std::optional<core::Zone> read_zone(std::string_view bytes, std::string name) {
  auto block = block_at(bytes, 0, 4);
  if (!block) return std::nullopt;
  const bool has_second = bytes[4] >= '2';
  if (has_second) block = block_at(bytes, block->begin + block->size, 8);  // the first block is for readers of 32 bits
  if (!block) return std::nullopt;
  core::Zone zone;
  zone.name = std::move(name);
  if (!take_changes(bytes, *block, zone)) return std::nullopt;
  if (has_second) {
    auto footer = bytes.substr(block->begin + block->size);
    if (footer.starts_with('\n')) footer.remove_prefix(1);
    add_coming_years(footer.substr(0, footer.find('\n')), zone);
  }
  return zone;
}

std::shared_ptr<const core::Zone> zone_named(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const core::Zone>> known{{"UTC", std::make_shared<core::Zone>()}};
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(name); found != known.end()) return found->second;
  if (!is_zone_name(name)) return nullptr;
  const auto bytes = contents(folder() / name);
  auto zone = bytes ? read_zone(*bytes, name) : std::nullopt;
  if (!zone) return nullptr;
  return known[name] = std::make_shared<const core::Zone>(std::move(*zone));
}

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  std::error_code error;
  const auto top = folder();
  for (fs::recursive_directory_iterator it(top, error), end; !error && it != end; it.increment(error)) {
    const auto name = it->path().lexically_relative(top).string();
    const bool copies = name == "posix" || name == "right";  // the same zones, counted otherwise
    if (copies) it.disable_recursion_pending();
    const bool upper = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
    if (!copies && upper && it->is_regular_file(error) && is_zone_name(name)) names.push_back(name);
  }
  return names;
}

}  // namespace baton::policy
