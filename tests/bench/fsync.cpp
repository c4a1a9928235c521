// SPDX-License-Identifier: MIT
// fsync.cpp - what the disk takes for one small durable append, as the write-ahead log does it: 16 KiB at the end of a
// file, then fdatasync, so many times a second. Prints one JSON line.
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
  if (argc != 3) {
    std::cerr << "bench_fsync: bench_fsync FILE SECONDS\n";
    return 2;
  }
  using Clock = std::chrono::steady_clock;
  const int file = open(argv[1], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) return 1;
  const std::string bytes(16384, 'x');
  std::vector<double> times;
  const auto end = Clock::now() + std::chrono::duration<double>(std::atof(argv[2]));
  while (Clock::now() < end) {
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
