// SPDX-License-Identifier: MIT
#include "host/ledger/measured_row.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace baton::ledger {
namespace {

constexpr std::string_view kSpecial = "% \n";

void write_word(std::string& out, std::string_view word) {
  constexpr std::string_view kHex = "0123456789abcdef";
  for (const char c : word) {
    if (kSpecial.find(c) == std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
}

std::optional<std::string> read_word(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      word += text[i];
      continue;
    }
    unsigned char byte = 0;
    const auto hex = text.substr(i + 1, 2);
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), byte, 16);
    if (error != std::errc{} || hex.size() != 2 || end != hex.data() + 2) return std::nullopt;
    word += static_cast<char>(byte);
    i += 2;
  }
  return word;
}

bool read_number(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::vector<std::string_view> cut(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<core::MetricSample> read_line(std::string_view line) {
  const auto parts = cut(line, ' ');
  if (parts.size() != 9) return std::nullopt;
  core::MetricSample sample;
  auto code = read_word(parts[0]);
  auto split = read_word(parts[1]);
  if (!code || !split) return std::nullopt;
  sample.code = std::move(*code);
  sample.split = std::move(*split);
  const bool numbers = read_number(parts[2], sample.day) && read_number(parts[3], sample.value) &&
                       read_number(parts[4], sample.numerator) && read_number(parts[5], sample.denominator) &&
                       read_number(parts[6], sample.judged) && read_number(parts[7], sample.within) &&
                       read_number(parts[8], sample.counts_from.ms);
  return numbers ? std::optional(std::move(sample)) : std::nullopt;
}

}  // namespace

std::string samples_text(const std::vector<core::MetricSample>& samples) {
  std::string out;
  for (const auto& sample : samples) {
    if (!out.empty()) out += '\n';
    write_word(out, sample.code);
    out += ' ';
    write_word(out, sample.split);
    for (const auto number : {sample.day, sample.value, sample.numerator, sample.denominator, sample.judged,
                              sample.within, sample.counts_from.ms})
      out += ' ' + std::to_string(number);
  }
  return out;
}

std::optional<std::vector<core::MetricSample>> samples_from_text(std::string_view text) {
  std::vector<core::MetricSample> samples;
  if (text.empty()) return samples;
  for (const auto line : cut(text, '\n')) {
    auto sample = read_line(line);
    if (!sample) return std::nullopt;
    samples.push_back(std::move(*sample));
  }
  return samples;
}

MeasuredRow measured_row(std::string case_id, core::MetricGroup group,
                         const std::vector<core::MetricSample>& samples) {
  MeasuredRow row{std::move(case_id), std::move(group), samples_text(samples), 0, 0};
  for (const auto& sample : samples) {
    const bool first = &sample == &samples.front();
    row.first_day = first ? sample.day : std::min(row.first_day, sample.day);
    row.last_day = first ? sample.day : std::max(row.last_day, sample.day);
  }
  return row;
}

std::string measured_cursor(std::int64_t last_day, std::string_view case_id) {
  return std::to_string(last_day) + "." + std::string(case_id);
}

std::optional<std::pair<std::int64_t, std::string>> read_measured_cursor(std::string_view text) {
  const auto dot = text.find('.');
  std::int64_t day = 0;
  if (dot == std::string_view::npos || !read_number(text.substr(0, dot), day)) return std::nullopt;
  return std::pair(day, std::string(text.substr(dot + 1)));
}

bool BucketSums::Less::operator()(const core::MetricBucket& a, const core::MetricBucket& b) const {
  const auto key = [](const core::MetricBucket& bucket) {
    const auto& s = bucket.sample;
    return std::tie(s.day, s.code, s.split, s.value, s.counts_from, bucket.group);
  };
  return key(a) < key(b);
}

void BucketSums::add(const MeasuredRow& row, int sign) {
  const auto samples = samples_from_text(row.samples);
  if (!samples) return;
  for (const auto& sample : *samples) {
    core::MetricBucket place{row.group, sample, 0};
    place.sample.numerator = place.sample.denominator = place.sample.judged = place.sample.within = 0;
    auto& sum = sums_.try_emplace(place, place).first->second;
    sum.count += sign;
    sum.sample.numerator += sign * sample.numerator;
    sum.sample.denominator += sign * sample.denominator;
    sum.sample.judged += sign * sample.judged;
    sum.sample.within += sign * sample.within;
  }
}

const std::vector<core::MetricBucket>& BucketSums::buckets() {
  made_.clear();
  for (const auto& [place, sum] : sums_) {
    const auto& s = sum.sample;
    if (sum.count != 0 || s.numerator != 0 || s.denominator != 0 || s.judged != 0 || s.within != 0)
      made_.push_back(sum);
  }
  return made_;
}

}  // namespace baton::ledger
