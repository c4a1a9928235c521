// SPDX-License-Identifier: MIT
// What was found, in three forms that nothing a plugin says can break.
#include "host/validate/report.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace baton::validate {
namespace {

Line line_of(Result result, std::string what = {}, std::string mend = {}) {
  Verdict verdict{result, std::move(what), std::move(mend)};
  return {"a-check", "it keeps a promise", "ownership", "runner", std::move(verdict), "baton x"};
}

Report report_of(std::vector<Line> lines) { return {"a.plugin", "/a/folder", 7, std::move(lines)}; }

TEST(Report, a_finding_is_counted_as_something_else) {
  const auto report =
      report_of({line_of(Result::pass), line_of(Result::fail, "x"), line_of(Result::crash, "x"),
                 line_of(Result::timeout, "x"), line_of(Result::warn, "x"), line_of(Result::skip, "x")});
  EXPECT_EQ(report.findings(), 3u) << "crashes and hangs are findings, warnings are none";
  EXPECT_EQ(report.count(Result::warn), 1u);
  EXPECT_EQ(summary(report), "a.plugin: 1 passed, 3 failed, 1 warnings, 1 skipped (seed 7)\n");
}

TEST(Report, a_finding_looks_like_a_pass) {
  EXPECT_EQ(to_text(line_of(Result::pass)), "pass    a-check [ownership, runner]: it keeps a promise\n");
  EXPECT_EQ(to_text(line_of(Result::fail, "it broke", "mend it")),
            "FAIL    a-check [ownership, runner]: it broke; mend it\n        baton x\n");
  EXPECT_EQ(to_text(line_of(Result::warn, "odd", "look")),
            "warn    a-check [ownership, runner]: odd; look\n");
}

TEST(Report, a_plugin_writes_lines_of_its_own_into_the_report) {
  const auto text = to_text(line_of(Result::fail, "it said\npass    other-check: all is well", "mend it"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
}

TEST(Report, the_place_is_not_told_where_it_matters) {
  auto line = line_of(Result::pass);
  line.place = "both";
  EXPECT_EQ(to_text(line), "pass    a-check [ownership]: it keeps a promise\n");
  line.kind.clear();
  line.place = "file";
  EXPECT_EQ(to_text(line), "pass    a-check: it keeps a promise\n");
  line.place = "inside";
  EXPECT_EQ(to_text(line), "pass    a-check [inside]: it keeps a promise\n");
}

TEST(Report, programs_read_another_result_than_people) {
  const auto json = to_json(report_of({line_of(Result::crash, "it fell", "look"), line_of(Result::pass)}));
  EXPECT_EQ(json.at("plugin"), "a.plugin");
  EXPECT_EQ(json.at("seed"), 7);
  EXPECT_EQ(json.at("failed"), 1);
  EXPECT_EQ(json.at("passed"), 1);
  EXPECT_EQ(json.at("checks").at(0).at("result"), "crash");
  EXPECT_EQ(json.at("checks").at(0).at("what"), "it fell");
  EXPECT_EQ(json.at("checks").at(0).at("reproduce"), "baton x");
  EXPECT_FALSE(json.at("checks").at(1).contains("what")) << "nothing is said where nothing was found";
}

TEST(Report, what_a_plugin_says_ends_an_element) {
  const auto xml = to_junit(report_of({line_of(Result::fail, "a < b && \"c\" > d\x01\n", ""),
                                       line_of(Result::skip, "why <not>"), line_of(Result::warn, "odd")}));
  EXPECT_NE(xml.find("message=\"a &lt; b &amp;&amp; &quot;c&quot; &gt; d  \""), std::string::npos) << xml;
  EXPECT_NE(xml.find("<skipped message=\"why &lt;not&gt;\"/>"), std::string::npos) << xml;
  EXPECT_NE(xml.find("tests=\"3\" failures=\"1\" skipped=\"1\""), std::string::npos) << xml;
  EXPECT_NE(xml.find("classname=\"ownership.runner\" name=\"a-check\""), std::string::npos) << xml;
}

}  // namespace
}  // namespace baton::validate
