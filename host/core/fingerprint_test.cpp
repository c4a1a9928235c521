// SPDX-License-Identifier: MIT
// fingerprint_test.cpp - H9: the same again in other order or case is a repetition, one new detail is none.
#include "host/core/fingerprint.h"

#include <gtest/gtest.h>

#include <string>

namespace baton::core {
namespace {

std::uint64_t print_of(std::string_view text) { return fingerprint(text, std::hash<std::string_view>{}); }

TEST(Fingerprint, order_case_and_punctuation_do_not_make_it_new) {
  EXPECT_EQ(print_of("Where is my parcel?"), print_of("my parcel - WHERE IS... my parcel!"));
}

TEST(Fingerprint, one_new_detail_makes_it_new) {
  EXPECT_NE(print_of("Where is my parcel?"), print_of("Where is my parcel 4711?"));
  EXPECT_NE(print_of("order 4711"), print_of("order 4712"));
}

TEST(Fingerprint, nothing_said_is_not_a_repetition_of_nothing) {
  EXPECT_EQ(print_of(""), 0u);
  EXPECT_EQ(print_of("?!"), 0u);
}

TEST(Fingerprint, fragments_of_a_burst_add_up_whatever_their_order) {
  EXPECT_EQ(print_of("where is") + print_of("parcel 5"), print_of("parcel 5") + print_of("where is"));
  EXPECT_EQ(print_of("where is") + print_of("parcel 5"), print_of("where is parcel 5"));
}

// C7: whoever lacks the key cannot try words.
TEST(Fingerprint, another_key_makes_another_print) {
  const auto keyed = [](std::string_view word) { return std::hash<std::string_view>{}("key" + std::string(word)); };
  EXPECT_NE(fingerprint("hello", keyed), print_of("hello"));
}

TEST(Fingerprint, letters_outside_ascii_belong_to_their_word) {
  EXPECT_NE(print_of("größe"), print_of("gr e"));
  EXPECT_NE(print_of("パスワード"), print_of("注文"));
}

}  // namespace
}  // namespace baton::core
