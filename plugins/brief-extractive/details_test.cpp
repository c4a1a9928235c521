// SPDX-License-Identifier: MIT
// Questions and their answers, corrections and duplicates: which detail a brief shows, and from which
// message.
#include "details.h"

#include <gtest/gtest.h>

namespace baton::brief {
namespace {

struct Line {
  Speaker speaker;
  std::string text;
};

Conversation talk(const std::vector<Line>& lines) {
  std::vector<Event> events;
  for (const Line& line : lines) {
    Event event;
    event.sequence = events.size() + 1;
    event.speaker = line.speaker;
    event.text = line.text;
    events.push_back(event);
  }
  return read_conversation(events);
}

// "label=value@sequence"
std::vector<std::string> details(const std::vector<Line>& lines, const DetailOptions& options = {}) {
  std::vector<std::string> out;
  for (const Item& item : find_details(talk(lines), options).items) {
    out.push_back(item.label + "=" + item.value + "@" + std::to_string(item.sequence));
  }
  return out;
}

using Strings = std::vector<std::string>;
constexpr Speaker kBot = Speaker::bot;
constexpr Speaker kCustomer = Speaker::customer;

TEST(Details, a_bare_answer_gets_the_name_of_its_question) {
  EXPECT_EQ(details({{kBot, "What is your order number?"}, {kCustomer, "4412"}}),
            Strings{"order number=4412@2"});
  EXPECT_EQ(details({{kBot, "May I have your name?"}, {kCustomer, "Sure, it's jane"}}),
            Strings{"name=jane@2"});
  EXPECT_EQ(details({{kBot, "What colour is the cable?"}, {kCustomer, "oh wait, it's green"}}),
            Strings{"colour=green@2"});
}

TEST(Details, several_answers_find_their_questions) {
  EXPECT_EQ(details({{kBot, "Your full name and account number please?"}, {kCustomer, "Jane Doe, 85731890"}}),
            (Strings{"full name=Jane Doe@2", "account number=85731890@2"}));
}

TEST(Details, not_knowing_is_no_detail) {
  for (const char* answer :
       {"I don't know", "I can't remember", "doesn't matter", "Why do you need that?", "Thanks for asking"}) {
    EXPECT_EQ(details({{kBot, "What is your account number?"}, {kCustomer, answer}}), Strings{}) << answer;
  }
}

TEST(Details, yes_or_no_counts_for_facts_but_not_for_decisions) {
  EXPECT_EQ(details({{kBot, "Do you have a warranty?"}, {kCustomer, "No, sadly"}}), Strings{"warranty=No@2"});
  EXPECT_EQ(details({{kBot, "Would you like to cancel the contract?"}, {kCustomer, "Yes"}}), Strings{});
}

TEST(Details, a_correction_takes_the_place_of_what_it_corrects) {
  EXPECT_EQ(details({{kBot, "What is your email?"},
                     {kCustomer, "a@example.com"},
                     {kCustomer, "no, it's b@example.com"}}),
            Strings{"email=b@example.com@3"});
  EXPECT_EQ(
      details(
          {{kBot, "What is your order number?"}, {kCustomer, "4412"}, {kCustomer, "sorry, I meant 4421"}}),
      Strings{"order number=4421@3"});
}

TEST(Details, the_same_value_is_shown_once_under_its_best_label) {
  EXPECT_EQ(
      details(
          {{kCustomer, "I am at the Grand Plaza"}, {kBot, "Which hotel is it?"}, {kCustomer, "Grand Plaza"}}),
      Strings{"hotel=Grand Plaza@1"});
}

TEST(Details, what_the_host_put_in_place_of_a_secret_is_no_detail) {
  EXPECT_EQ(details({{kBot, "Your account number and PIN please?"}, {kCustomer, "84318931431 and my pin is [code]"}}),
            Strings{"account number=84318931431@2"});
  EXPECT_EQ(details({{kBot, "What is your password?"}, {kCustomer, "[password]"}}), Strings{});
  for (const char* kind : {"IBAN", "SSN", "NINO", "DNI", "Steuer-ID", "NIR", "CPF", "Aadhaar", "sensitive"}) {
    const std::string mark = "it is [" + std::string(kind) + "].";
    EXPECT_EQ(details({{kBot, "What is your " + std::string(kind) + "?"}, {kCustomer, mark}}), Strings{}) << kind;
  }
  EXPECT_EQ(details({{kCustomer, "my member number is [sensitive] and my order is 4412"}}), Strings{"order=4412@1"});
}

TEST(Details, what_the_host_put_in_place_of_a_secret_counts_as_withheld_and_as_given) {
  const std::vector<Line> lines{{kBot, "PIN please?"}, {kCustomer, "it should be [code] I guess"}, {kCustomer, "4412"}};
  EXPECT_EQ(talk(lines).withheld_count, 1u);
  EXPECT_EQ(talk({{kBot, "What is your PIN?"}, {kCustomer, "[code]"}}).withheld_count, 1u);
}

TEST(Details, the_end_of_a_card_may_stay) {
  EXPECT_EQ(details({{kCustomer, "it was paid with [card ending 1111]"}}), Strings{"card ending=1111@1"});
}

TEST(Details, what_is_configured_to_be_withheld_is_counted_and_left_out) {
  DetailOptions options;
  options.withheld_labels = {"maiden name"};
  const Details found =
      find_details(talk({{kBot, "What is your mother's maiden name?"}, {kCustomer, "Wong"}}), options);
  EXPECT_TRUE(found.items.empty());
  EXPECT_EQ(found.withheld_count, 1u);
}

TEST(Details, only_the_customers_words_are_details) {
  EXPECT_EQ(
      details({{Speaker::agent, "Your order 7788 leaves on May 3rd"}, {Speaker::note, "customer 991122"}}),
      Strings{});
}

TEST(Details, a_secret_answer_is_never_a_detail) {
  EXPECT_EQ(details({{kBot, "Please enter your PIN"}, {kCustomer, "1596"}}), Strings{});
  EXPECT_EQ(details({{kBot, "Please enter your PIN"},
                     {kCustomer, "hm"},
                     {kBot, "Your city?"},
                     {kCustomer, "I think it is either 1596 or 1597"}}),
            Strings{});
}

}  // namespace
}  // namespace baton::brief
