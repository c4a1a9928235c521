// SPDX-License-Identifier: MIT
// What a plugin changes of the process it lives in is seen.
#include "host/validate/process_state.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cfenv>
#include <clocale>
#include <csignal>
#include <cstdlib>

#include "host/validate/child.h"

namespace baton::validate {
namespace {

// What a process notices of itself when `act` is over; in a process of its own.
std::string noticed(void (*act)()) {
  return in_child(
             [act] {
               const auto before = ProcessState::now();
               act();
               return skipped(before.difference(ProcessState::now()));
             },
             std::chrono::seconds(20))
      .what;
}

TEST(ProcessState, a_change_is_not_noticed) {
  EXPECT_EQ(noticed([] {}), "");
  EXPECT_EQ(noticed([] { EXPECT_EQ(chdir("/"), 0); }), "the working directory");
  EXPECT_EQ(noticed([] { setenv("BATON_TEST_WORD", "1", 1); }), "the environment");
  EXPECT_EQ(noticed([] { std::setlocale(LC_ALL, "C.UTF-8"); }), "the locale");
  EXPECT_EQ(noticed([] { std::signal(SIGUSR1, SIG_IGN); }), "a signal handler");
  EXPECT_EQ(noticed([] { umask(0777); }), "the file mode mask");
  EXPECT_EQ(noticed([] { std::fesetround(FE_UPWARD); }), "the rounding of floating point");
}

TEST(ProcessState, a_file_that_stays_open_is_not_counted) {
  const auto before = descriptor_count();
  const int opened = open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(descriptor_count(), before + 1);
  close(opened);
  EXPECT_EQ(descriptor_count(), before);
  EXPECT_GE(thread_count(), 1u);
  EXPECT_GT(memory_bytes(), 1u << 12);
}

}  // namespace
}  // namespace baton::validate
