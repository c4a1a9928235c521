// SPDX-License-Identifier: MIT
// A check may crash, end or hang, and what it started ends with it.
#include "host/validate/child.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>

namespace baton::validate {
namespace {

using namespace std::chrono_literals;

TEST(Child, a_verdict_is_lost_on_its_way) {
  const auto verdict = in_child([] { return failed("what \"it\" did\n", "mend\tit"); }, 20s);
  EXPECT_EQ(verdict.result, Result::fail);
  EXPECT_EQ(verdict.what, "what \"it\" did\n");
  EXPECT_EQ(verdict.mend, "mend\tit");
  EXPECT_EQ(in_child([] { return skipped("why"); }, 20s).result, Result::skip);
}

TEST(Child, a_word_that_is_no_text_hides_the_verdict) {
  const auto verdict = in_child([] { return failed("said \xFF", "mend"); }, 20s);
  EXPECT_EQ(verdict.result, Result::fail);
  EXPECT_EQ(verdict.what, "said \xEF\xBF\xBD");
}

TEST(Child, a_verdict_larger_than_a_pipe_is_taken_for_a_hang) {
  const auto verdict = in_child([] { return failed(std::string(1 << 20, 'a'), "mend"); }, 20s);
  EXPECT_EQ(verdict.what.size(), 1u << 20);
}

TEST(Child, a_crash_is_taken_for_something_else) {
  const auto aborted = in_child([]() -> Verdict { std::abort(); }, 20s);
  EXPECT_EQ(aborted.result, Result::crash);
  EXPECT_NE(aborted.what.find("signal 6"), std::string::npos) << aborted.what;
  const auto ended = in_child([]() -> Verdict { _exit(0); }, 20s);
  EXPECT_EQ(ended.result, Result::crash) << "a plugin that ends the process in peace has not passed";
  EXPECT_NE(ended.what.find("status 0"), std::string::npos) << ended.what;
}

TEST(Child, an_exception_is_taken_for_a_crash) {
  const auto verdict = in_child([]() -> Verdict { throw std::runtime_error("no luck"); }, 20s);
  EXPECT_EQ(verdict.result, Result::fail);
  EXPECT_NE(verdict.what.find("no luck"), std::string::npos);
}

TEST(Child, what_it_prints_reaches_the_report) {
  ::testing::internal::CaptureStdout();
  in_child(
      [] {
        std::cout << "a plugin speaks" << std::endl;
        return passed();
      },
      20s);
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

// True once nobody holds the other end of the pipe any more.
bool is_closed(int end) {
  pollfd wait{end, POLLIN, 0};
  char byte;
  return poll(&wait, 1, 20000) == 1 && read(end, &byte, 1) == 0;
}

// A check that starts a process, which holds `end` for ever, and then does `then`.
std::function<Verdict()> with_a_child_of_its_own(const std::function<Verdict()>& then) {
  return [then] {
    if (fork() == 0)
      for (;;) pause();
    return then();
  };
}

TEST(Child, a_crash_hides_behind_a_process_that_lives_on) {
  const auto crashes = with_a_child_of_its_own([]() -> Verdict { std::abort(); });
  EXPECT_EQ(in_child(crashes, 20s).result, Result::crash);
}

TEST(Child, a_hang_without_a_pipe_is_waited_for_for_ever) {
  const auto hangs = []() -> Verdict {
    for (int fd = 3; fd < 1024; ++fd) close(fd);
    for (;;) pause();
  };
  EXPECT_EQ(in_child(hangs, 300ms).result, Result::timeout);
}

TEST(Child, what_a_check_started_lives_on) {
  for (const bool hangs : {true, false}) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const auto verdict = in_child(with_a_child_of_its_own([&]() -> Verdict {
                                    while (hangs) pause();
                                    return passed();
                                  }),
                                  hangs ? 300ms : 20000ms);
    close(ends[1]);
    EXPECT_EQ(verdict.result, hangs ? Result::timeout : Result::pass);
    EXPECT_TRUE(is_closed(ends[0])) << "the grandchild still holds the pipe";
    close(ends[0]);
  }
}

}  // namespace
}  // namespace baton::validate
