// SPDX-License-Identifier: MIT
// Memory that is lent ends where it says, and can be taken away.
#include "host/validate/arena.h"

#include <baton/baton.h>
#include <gtest/gtest.h>

#include "host/validate/child.h"

namespace baton::validate {
namespace {

using namespace std::chrono_literals;

volatile char g_seen;

// What became of a child that does so.
Result result_of(const std::function<void()>& act) {
  return in_child(
             [&] {
               act();
               return passed();
             },
             20s)
      .result;
}

TEST(Arena, a_guarded_text_can_be_read_past_its_end) {
  Arena arena(true);
  for (const std::size_t size : {0u, 1u, 7u, 4096u, 5000u}) {
    const auto text = arena.text(std::string(size, 'a'));
    EXPECT_EQ(text.size, size);
    EXPECT_EQ(result_of([&] {
                for (std::size_t i = 0; i < size; ++i) g_seen = text.data[i];
              }),
              Result::pass)
        << size;
    EXPECT_EQ(result_of([&] { g_seen = text.data[size]; }), Result::crash) << size;
  }
}

TEST(Arena, a_guarded_record_can_be_written_past_its_tail) {
  Arena arena(true, 64);
  auto* call = arena.record<baton_call_t>();
  EXPECT_EQ(call->struct_size, sizeof(baton_call_t) + 64);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(call) % alignof(baton_call_t), 0u);
  auto* bytes = reinterpret_cast<char*>(call);
  EXPECT_EQ(bytes[sizeof(baton_call_t)], '\xAA') << "what is newer than us is not zero";
  EXPECT_EQ(result_of([&] { bytes[call->struct_size - 1] = 1; }), Result::pass);
  EXPECT_EQ(result_of([&] { bytes[call->struct_size] = 1; }), Result::crash);
}

TEST(Arena, what_was_taken_away_can_still_be_read) {
  Arena guarded(true), plain(false);
  const auto lent = guarded.text("lent"), kept = plain.text("kept");
  EXPECT_EQ(result_of([&] {
              guarded.forbid();
              g_seen = lent.data[0];
            }),
            Result::crash);
  EXPECT_EQ(result_of([&] {
              plain.forbid();
              g_seen = kept.data[0];
            }),
            Result::pass)
      << "only guarded memory can be taken away";
}

TEST(Arena, memory_moves_while_more_is_lent) {
  Arena arena;
  const auto first = arena.text("first");
  for (int i = 0; i < 1000; ++i) arena.text(std::string(100, 'x'));
  EXPECT_EQ(std::string(first.data, first.size), "first");
  EXPECT_EQ(arena.array(std::vector<int>()), nullptr);
}

}  // namespace
}  // namespace baton::validate
