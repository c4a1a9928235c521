// SPDX-License-Identifier: MIT
// named_objects_test.cpp - orders, invoices and tickets by their numbers (I3).
#include "host/policy/named_objects.h"

#include <gtest/gtest.h>

namespace baton::policy {
namespace {

std::vector<std::string> named(std::string_view text, const ObjectPatterns& patterns = shipped_objects()) {
  std::vector<std::string> found;
  for (const auto& span : NamedObjects(patterns).find(text))
    found.push_back(span.pattern + " " + std::string(text.substr(static_cast<std::size_t>(span.begin),
                                                                  static_cast<std::size_t>(span.length))));
  return found;
}

using Named = std::vector<std::string>;

TEST(NamedObjects, the_same_order_written_otherwise_is_another_one) {
  EXPECT_EQ(named("where is ORD-123456?"), Named{"order 123456"});
  EXPECT_EQ(named("where is order #123456?"), Named{"order 123456"});
  EXPECT_EQ(named("my order number: 123456 please"), Named{"order 123456"});
  EXPECT_EQ(named("mi pedido n\xC3\xBAmero 123456"), Named{"order 123456"});
  EXPECT_EQ(named("meine Bestellung 123456"), Named{"order 123456"});
}

TEST(NamedObjects, invoices_tickets_and_orders_are_one_kind) {
  EXPECT_EQ(named("invoice INV-2044 for ORD-9001"), (Named{"invoice 2044", "order 9001"}));
  EXPECT_EQ(named("ticket 55555"), Named{"ticket 55555"});
}

TEST(NamedObjects, every_number_is_an_order) {
  EXPECT_TRUE(named("in order to pay 20000 I need 3 days").empty());
  EXPECT_TRUE(named("call me: 4420712345").empty());
  EXPECT_TRUE(named("order 12").empty()) << "too short to tell two apart";
  EXPECT_TRUE(named("").empty());
}

TEST(NamedObjects, the_organisations_own_patterns_are_not_asked) {
  EXPECT_EQ(named("booking KX7PQ2", {{"booking", {"\\bKX[A-Z0-9]{4}\\b"}}}), Named{"booking KX7PQ2"});
}

TEST(NamedObjects, a_long_text_takes_quadratic_time) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "ORD-12345 ";
  EXPECT_LE(named(text).size(), 32u * shipped_objects().size() * 2);
}

}  // namespace
}  // namespace baton::policy
