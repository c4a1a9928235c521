// SPDX-License-Identifier: MIT
// fsync.cpp - what the disk takes for one small durable append, as the write-ahead log does it: 16 KiB at the end of a
// file, then fdatasync: one after the other, or evenly so many a second, which is no load where it stands beside one.
// Prints one JSON line.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::cerr << "bench_fsync: bench_fsync FILE SECONDS [PER_SECOND]\n";
    return 2;
  }
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;
  const auto apart = std::chrono::duration_cast<Clock::duration>(Seconds(argc == 4 ? 1 / std::atof(argv[3]) : 0));
  const int file = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) return 1;
  const std::string bytes(16384, 'x');
  std::vector<double> times;
  auto due = Clock::now();
  const auto end = due + std::chrono::duration_cast<Clock::duration>(Seconds(std::atof(argv[2])));
  for (; due < end; due = std::max(due + apart, Clock::now())) {
    std::this_thread::sleep_until(due);
    const auto start = Clock::now();
    if (write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) || fdatasync(file) != 0) return 1;
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  close(file);
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
  std::cout << "{\"count\":" << times.size() << ",\"p50_ms\":" << at(0.5) << ",\"p99_ms\":" << at(0.99) << ",\"max_ms\":" << at(1) << "}" << std::endl;
  return 0;
}
