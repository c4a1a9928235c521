// SPDX-License-Identifier: MIT
#include "host/app/retirement.h"

#include <algorithm>

namespace baton::app {
namespace {

constexpr std::chrono::milliseconds kLook{20};  // nobody tells when the last holder lets go

}  // namespace

Retirement::Retirement(std::shared_ptr<spdlog::logger> logger, std::chrono::milliseconds limit)
    : logger_(std::move(logger)), limit_(limit), thread_([this] { work(); }) {}

void Retirement::add(std::vector<InstancePtr> instances) {
  const auto until = std::chrono::steady_clock::now() + limit_;
  {
    const std::lock_guard lock(mutex_);
    for (auto& instance : instances) leaving_.push_back({std::move(instance), until});
  }
  changed_.notify_one();
}

void Retirement::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

// One that is held by nobody else can be found by nobody any more: setups that are gone cannot hand it out. An
// operation holds the instance it is under way on.
// REQUIRES: mutex_ is held, as for whoever copies from `leaving_`.
std::vector<InstancePtr> Retirement::ready(std::chrono::steady_clock::time_point now) const {
  std::vector<InstancePtr> found;
  for (const auto& one : leaving_)
    if (stopping_ || now >= one.until || (one.instance.use_count() == 1 && one.instance->health().under_way == 0))
      found.push_back(one.instance);
  return found;
}

void Retirement::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (leaving_.empty()) {
      if (stopping_) return;
      changed_.wait(lock);
    } else if (!stopping_) {
      changed_.wait_for(lock, kLook);
    }
    for (const auto& instance : ready(std::chrono::steady_clock::now())) {
      lock.unlock();
      end(instance);
      lock.lock();
      counted_[place_name(*instance)].add_counts(instance->health());
      std::erase_if(leaving_, [&](const Leaving& one) { return one.instance == instance; });
    }
  }
}

void Retirement::end(const InstancePtr& instance) {
  const auto& info = instance->info();
  const auto left = instance->health().under_way;
  if (left > 0) logger_->warn("instance {} of {} is stopped with {} operations under way", info.instance_id,
                              info.plugin_id, left);
  if (!instance->stop(plugin::kStopBudgetMs)) {
    logger_->warn("instance {} of {} did not stop in time and is abandoned", info.instance_id, info.plugin_id);
    return;
  }
  logger_->info("instance {} of {} {} has ended", info.instance_id, info.plugin_id, info.plugin_version);
}

std::vector<std::string> Retirement::waiting() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& one : leaving_) ids.push_back(one.instance->info().instance_id);
  return ids;
}

plugin::Health Retirement::counted(const std::string& place) const {
  const std::lock_guard lock(mutex_);
  plugin::Health sum;
  const auto before = counted_.find(place);
  if (before != counted_.end()) sum.add_counts(before->second);
  for (const auto& one : leaving_)
    if (place_name(*one.instance) == place) sum.add_counts(one.instance->health());
  return sum;
}

}  // namespace baton::app
