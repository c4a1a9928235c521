// SPDX-License-Identifier: MIT
// promise_times.cpp - see promise_times.h. Words are alternatives of RE2, folded like the text they are looked up in.
#include "host/policy/promise_times.h"

#include <re2/re2.h>

#include <array>

#include "host/policy/folded_text.h"
#include "host/policy/host_words.h"

namespace baton::policy {
namespace {

constexpr std::size_t kPromiseMaxBytes = 4096;

struct Words {
  const char* language;
  const char* within;  // before a span
  const char* one;
  const char* two;
  const char* minutes;
  const char* hours;
  const char* days;
  const char* by;  // before a day or time
  const char* today;
  const char* tomorrow;
  std::array<const char*, 7> weekdays;
  const char* at;  // between day and time
  const char* noon;
  const char* morning;
  const char* evening;
  bool postposed;  // "within" and "by" stand after the time
};

constexpr std::array<Words, 6> kWords{{
    {"en",
     "in|within|within the next|in the next",
     "an?|one",
     "two",
     "minutes?|mins?",
     "hours?|hrs?",
     "days?",
     "by|before|until|till|no later than|at the latest by",
     "today",
     "tomorrow",
     {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
     "at|around|by",
     "noon|midday|lunchtime",
     "morning",
     "evening|tonight",
     false},
    {"es",
     "en|dentro de|en menos de",
     "una?",
     "dos",
     "minutos?",
     "horas?",
     "dias?",
     "antes de las?|antes del?|hasta el|hasta las?|para el|hasta|para",
     "hoy",
     "manana",
     {"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"},
     "a las?|por la|al",
     "mediodia",
     "manana",
     "tarde|noche",
     false},
    {"pt",
     "em|dentro de|em menos de",
     "uma?",
     "duas|dois",
     "minutos?",
     "horas?",
     "dias?",
     "ate as?|ate o|ate|antes das?",
     "hoje",
     "amanha",
     {"segunda(?:-feira)?", "terca(?:-feira)?", "quarta(?:-feira)?", "quinta(?:-feira)?", "sexta(?:-feira)?",
      "sabado", "domingo"},
     "as|a|ao|de|pela",
     "meio-dia",
     "manha",
     "tarde|noite",
     false},
    {"de",
     "in|innerhalb von|binnen",
     "eine[rsmn]?",
     "zwei",
     "minuten?",
     "stunden?",
     "tagen?",
     "bis spatestens|bis|vor|spatestens",
     "heute",
     "morgen",
     {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
     "um|gegen",
     "mittags?",
     "fruh|vormittags?",
     "abends?",
     false},
    {"fr",
     "dans|sous|d'ici",
     "une?",
     "deux",
     "minutes?",
     "heures?",
     "jours?",
     "avant|d'ici|jusqu'a|au plus tard",
     "aujourd'hui",
     "demain",
     {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
     "a|vers",
     "midi",
     "matin",
     "soir",
     false},
    {"hi",
     "में|के अंदर",
     "एक",
     "दो",
     "मिनट",
     "घंटे|घंटा|घंटों",
     "दिन|दिनों",
     "तक",
     "आज",
     "कल",
     {"सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"},
     "को",
     "दोपहर",
     "सुबह",
     "शाम",
     true},
}};

std::string folded(const std::string& words) { return fold(words).text; }

std::string group(const std::string& words) { return "(" + folded(words) + ")"; }
std::string either(const std::string& words) { return "(?:" + folded(words) + ")"; }

// A word ends where the next character is no letter; `\b` of RE2 knows ASCII alone.
constexpr const char* kBegin = R"((?:^|[^\pL\pN]))";
constexpr const char* kEnd = R"((?:$|[^\pL\pM\pN]))";

std::string span_pattern(const Words& words) {
  const std::string number = "(?:([0-9]{1,3})|" + group(words.one) + "|" + group(words.two) + ")";
  const std::string unit = "(?:" + group(words.minutes) + "|" + group(words.hours) + "|" + group(words.days) + ")";
  const std::string said = words.postposed ? number + " " + unit + " " + either(words.within)
                                           : either(words.within) + " " + number + " " + unit;
  return kBegin + ("(" + said + ")") + kEnd;
}

std::string day_pattern(const Words& words) {
  std::string weekday;
  for (const char* name : words.weekdays) weekday += (weekday.empty() ? "" : "|") + group(name);
  const std::string day = "(?:" + group(words.today) + "|" + group(words.tomorrow) + "|" + weekday + ")";
  const std::string clock =
      R"((?:([0-9]{1,2})(?:[:.h]([0-9]{2}))? ?(?:(am|a\.m\.|pm|p\.m\.)|uhr|h|o'clock|horas|heures|बजे)?))";
  const std::string time =
      "(?:" + group(words.noon) + "|" + group(words.morning) + "|" + group(words.evening) + "|" + clock + ")";
  const std::string between = " ?,? ?(?:" + folded(words.at) + ")? ?";
  const std::string said = "(?:" + day + "(?:" + between + time + ")?|(?:" + folded(words.at) + ")? ?" + time + ")";
  // The second half repeats `time`: its groups follow those of the first.
  return kBegin +
         ("(" +
          (words.postposed ? said + " " + either(words.by)
                           : either(words.by) + " (?:(?:the|el|la|le|o|den|zum) )?" + said) +
          ")") +
         kEnd;
}

struct Found {
  std::vector<re2::StringPiece> groups;
  bool has(std::size_t index) const { return groups[index].data() != nullptr && !groups[index].empty(); }
  std::int64_t number(std::size_t index) const {
    std::int64_t value = 0;
    for (const char c : groups[index]) value = value * 10 + (c - '0');
    return value;
  }
};

std::optional<Found> match(const RE2& pattern, std::string_view text) {
  Found found;
  found.groups.resize(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
  const re2::StringPiece whole(text.data(), text.size());
  if (!pattern.Match(whole, 0, text.size(), RE2::UNANCHORED, found.groups.data(),
                     static_cast<int>(found.groups.size())))
    return std::nullopt;
  return found;
}

std::optional<core::PromisedTime> read_span(const Found& found) {
  const auto count = found.has(2) ? found.number(2) : found.has(3) ? 1 : 2;
  const auto unit = found.has(5) ? core::kMinute : found.has(6) ? core::kHour : core::kDay;
  core::PromisedTime named;
  named.after = count * unit;
  if (named.after == 0 || named.after > 60 * core::kDay) return std::nullopt;
  return named;
}

// Groups of one time: noon, morning, evening, hour, minute, am or pm. False: the numbers are no time of a day.
bool read_time(const Found& found, std::size_t first, core::Millis& of_day) {
  constexpr core::Millis kNoon = 12 * core::kHour;
  if (found.has(first)) of_day = kNoon;
  if (found.has(first + 1)) of_day = kNoon;                 // "tomorrow morning" is over at noon
  if (found.has(first + 2)) of_day = 21 * core::kHour;
  if (!found.has(first + 3)) return true;
  auto hour = found.number(first + 3);
  const auto minute = found.has(first + 4) ? found.number(first + 4) : 0;
  const bool half = found.has(first + 5);
  if (hour > 24 || minute > 59 || (half && (hour == 0 || hour > 12))) return false;
  if (half && found.groups[first + 5][0] == 'p' && hour < 12) hour += 12;
  if (half && found.groups[first + 5][0] == 'a' && hour == 12) hour = 0;
  of_day = hour * core::kHour + minute * core::kMinute;
  return true;
}

std::optional<core::PromisedTime> read_day(const Found& found) {
  constexpr std::size_t kToday = 2, kWeekday = 4, kTime = 11, kTimeAlone = 17;
  core::PromisedTime named;
  if (found.has(kToday)) named.days = 0;
  if (found.has(kToday + 1)) named.days = 1;
  for (std::size_t i = 0; i < 7; ++i)
    if (found.has(kWeekday + i)) named.weekday = static_cast<std::int64_t>(i);
  const bool good = read_time(found, kTime, named.of_day) && read_time(found, kTimeAlone, named.of_day);
  const bool number_alone =
      named.days < 0 && named.weekday < 0 && found.has(kTimeAlone + 3) && !found.has(kTimeAlone + 4);
  const bool clock_said = !number_alone || found.has(kTimeAlone + 5) || found.groups[1].ends_with("uhr") ||
                          found.groups[1].ends_with("h") || found.groups[1].ends_with("o'clock");
  if (!good || !clock_said) return std::nullopt;  // "by 3 of our colleagues" names no time
  return named;
}

}  // namespace

PromiseTimes::PromiseTimes() {
  RE2::Options options;
  options.set_log_errors(false);
  for (const Words& words : kWords) {
    Patterns patterns;
    patterns.language = words.language;
    patterns.span = std::make_unique<RE2>(span_pattern(words), options);
    patterns.day = std::make_unique<RE2>(day_pattern(words), options);
    patterns_.push_back(std::move(patterns));
  }
}

PromiseTimes::~PromiseTimes() = default;

std::optional<core::PromisedTime> PromiseTimes::find(std::string_view text, std::string_view language) const {
  if (text.size() > kPromiseMaxBytes) text = text.substr(0, kPromiseMaxBytes);
  const FoldedText seen = fold(text);
  const auto try_in = [&](const Patterns& patterns) -> std::optional<core::PromisedTime> {
    for (const auto* pattern : {patterns.span.get(), patterns.day.get()}) {
      const auto found = match(*pattern, seen.text);
      auto named = !found ? std::nullopt : pattern == patterns.span.get() ? read_span(*found) : read_day(*found);
      if (!named) continue;
      const auto begin = static_cast<std::size_t>(found->groups[1].data() - seen.text.data());
      const auto end = begin + found->groups[1].size();
      named->span = {seen.origin[begin], static_cast<std::int64_t>(seen.origin[end]) - seen.origin[begin],
                     patterns.language};
      return named;
    }
    return std::nullopt;
  };
  const std::string base = base_language(std::string(language));
  for (const Patterns& patterns : patterns_)
    if (patterns.language == base)
      if (auto named = try_in(patterns)) return named;
  for (const Patterns& patterns : patterns_)
    if (patterns.language != base)
      if (auto named = try_in(patterns)) return named;
  return std::nullopt;
}

}  // namespace baton::policy
