// SPDX-License-Identifier: MIT
// fingerprint_test.cpp - H9: the same again in other order or case is a repetition, one new detail is none.
#include "host/core/fingerprint.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

TEST(Fingerprint, order_case_and_punctuation_do_not_make_it_new) {
  EXPECT_EQ(fingerprint("Where is my parcel?"), fingerprint("my parcel - WHERE IS... my parcel!"));
}

TEST(Fingerprint, one_new_detail_makes_it_new) {
  EXPECT_NE(fingerprint("Where is my parcel?"), fingerprint("Where is my parcel 4711?"));
  EXPECT_NE(fingerprint("order 4711"), fingerprint("order 4712"));
}

TEST(Fingerprint, nothing_said_is_not_a_repetition_of_nothing) {
  EXPECT_EQ(fingerprint(""), 0u);
  EXPECT_EQ(fingerprint("?!"), 0u);
}

TEST(Fingerprint, fragments_of_a_burst_add_up_whatever_their_order) {
  EXPECT_EQ(fingerprint("where is") + fingerprint("parcel 5"), fingerprint("parcel 5") + fingerprint("where is"));
  EXPECT_EQ(fingerprint("where is") + fingerprint("parcel 5"), fingerprint("where is parcel 5"));
}

TEST(Fingerprint, letters_outside_ascii_belong_to_their_word) {
  EXPECT_NE(fingerprint("größe"), fingerprint("gr e"));
  EXPECT_NE(fingerprint("パスワード"), fingerprint("注文"));
}

}  // namespace
}  // namespace baton::core
