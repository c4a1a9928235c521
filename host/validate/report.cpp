// SPDX-License-Identifier: MIT
#include "host/validate/report.h"

#include <algorithm>

#include "host/plugin/manifest/text.h"

namespace baton::validate {
namespace {

std::string where_of(const Line& line) {
  std::string where;
  if (!line.kind.empty()) where = line.kind;
  if (line.place == "inside" || line.place == "runner") where += (where.empty() ? "" : ", ") + line.place;
  return where.empty() ? where : " [" + where + "]";
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::size_t Report::count(Result result) const {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const Line& line) { return line.verdict.result == result; }));
}

std::size_t Report::findings() const {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [](const Line& line) { return is_finding(line.verdict.result); }));
}

std::string to_text(const Line& line) {
  std::string word = to_string(line.verdict.result);
  if (is_finding(line.verdict.result))
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::toupper(c); });
  std::string text = word + std::string(8 - word.size(), ' ') + line.check + where_of(line);
  text += line.verdict.what.empty() ? ": " + line.promise : ": " + plugin::one_line(line.verdict.what);
  if (!line.verdict.mend.empty()) text += "; " + plugin::one_line(line.verdict.mend);
  text += "\n";
  if (is_finding(line.verdict.result) && !line.reproduce.empty()) text += "        " + line.reproduce + "\n";
  return text;
}

std::string summary(const Report& report) {
  std::string text = report.plugin.empty() ? report.folder : report.plugin;
  text += ": " + std::to_string(report.count(Result::pass)) + " passed, " +
          std::to_string(report.findings()) + " failed, " + std::to_string(report.count(Result::warn)) +
          " warnings, " + std::to_string(report.count(Result::skip)) + " skipped (seed " +
          std::to_string(report.seed) + ")\n";
  return text;
}

nlohmann::json to_json(const Report& report) {
  nlohmann::json checks = nlohmann::json::array();
  for (const auto& line : report.lines) {
    nlohmann::json check = {{"check", line.check},
                            {"promise", line.promise},
                            {"place", line.place},
                            {"result", to_string(line.verdict.result)}};
    if (!line.kind.empty()) check["kind"] = line.kind;
    if (!line.verdict.what.empty()) check["what"] = line.verdict.what;
    if (!line.verdict.mend.empty()) check["mend"] = line.verdict.mend;
    if (!line.reproduce.empty()) check["reproduce"] = line.reproduce;
    checks.push_back(std::move(check));
  }
  return {{"plugin", report.plugin},
          {"folder", report.folder},
          {"seed", report.seed},
          {"passed", report.count(Result::pass)},
          {"failed", report.findings()},
          {"warnings", report.count(Result::warn)},
          {"skipped", report.count(Result::skip)},
          {"checks", std::move(checks)}};
}

std::string to_junit(const Report& report) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"baton validate " +
                    escaped(report.plugin) + "\" tests=\"" + std::to_string(report.lines.size()) +
                    "\" failures=\"" + std::to_string(report.findings()) + "\" skipped=\"" +
                    std::to_string(report.count(Result::skip)) + "\">\n";
  for (const auto& line : report.lines) {
    xml += "  <testcase classname=\"" + escaped(line.kind.empty() ? "plugin" : line.kind) + "." + line.place +
           "\" name=\"" + escaped(line.check) + "\"";
    const auto message =
        escaped(line.verdict.what + (line.verdict.mend.empty() ? "" : "; " + line.verdict.mend));
    if (is_finding(line.verdict.result))
      xml += "><failure type=\"" + std::string(to_string(line.verdict.result)) + "\" message=\"" + message +
             "\"/></testcase>\n";
    else if (line.verdict.result == Result::skip)
      xml += "><skipped message=\"" + message + "\"/></testcase>\n";
    else
      xml += "/>\n";
  }
  return xml + "</testsuite>\n";
}

}  // namespace baton::validate
