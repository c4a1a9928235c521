// SPDX-License-Identifier: MIT
// The store and its rules; the seeds are in templates_seed.cpp, the HTTP side in template_api.cpp.
#include "host/sandbox/whatsapp/templates.h"

#include <algorithm>
#include <charconv>

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::size_t kMaxButtons = 10;

std::string normal_language(std::string_view language) {
  std::string out(language);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 512 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

GraphError check_length(std::string_view text, std::size_t most, const char* what) {
  const auto length = code_points(text);
  if (length && *length <= most && *length > 0) return {};
  return {2388040, std::string(what) + " must have 1 to " + std::to_string(most) + " characters"};
}

GraphError check_buttons(const Json& buttons) {
  if (!buttons.is_array() || buttons.empty() || buttons.size() > kMaxButtons) return {100, "1 to 10 buttons"};
  int urls = 0, phones = 0, codes = 0;
  for (const Json& button : buttons) {
    if (const auto wrong = check_length(text_of(button, "text", "x"), 25, "a button label")) return wrong;
    const std::string type = text_of(button, "type");
    urls += type == "URL" ? 1 : 0;
    phones += type == "PHONE_NUMBER" ? 1 : 0;
    codes += type == "COPY_CODE" ? 1 : 0;
    if (type.empty()) return {100, "a button needs a type"};
  }
  if (urls > 2 || phones > 1 || codes > 1) return {100, "too many buttons of one type"};
  return {};
}

GraphError check_component(const Json& part) {
  const std::string type = text_of(part, "type");
  const std::string text = text_of(part, "text");
  if (type == "HEADER") {
    if (text_of(part, "format", "TEXT") != "TEXT") return {};
    if (variables(text).size() > 1) return {100, "a header takes one variable"};
    return check_length(text, 60, "the header");
  }
  if (type == "FOOTER") return check_length(text, 60, "the footer");
  if (type == "BUTTONS") return check_buttons(member(part, "buttons"));
  if (type != "BODY") return {};
  if (text.substr(0, 2) == "{{" || (text.size() > 2 && text.substr(text.size() - 2) == "}}")) {
    return {2388299, "a variable must not start or end the body"};
  }
  return check_length(text, 1024, "the body");
}

bool matches(const Template& from, const Templates::Filter& filter) {
  return (filter.name.empty() || from.name.find(filter.name) != std::string::npos) &&
         (filter.status.empty() || from.status == filter.status) &&
         (filter.language.empty() || from.language == filter.language) &&
         (filter.category.empty() || from.category == filter.category);
}

// A cursor is the place after or before which to go on, wrapped so that nobody counts on it.
std::string cursor(std::size_t place) { return base64("cursor:" + std::to_string(place)); }

std::optional<std::size_t> place_of(const std::string& cursor_text) {
  const auto text = from_base64(cursor_text);
  std::size_t place = 0;
  if (!text || text->rfind("cursor:", 0) != 0) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data() + 7, text->data() + text->size(), place);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return place;
}

}  // namespace

const Json& component(const Template& from, std::string_view type) {
  static const Json kNull;
  for (const Json& part : from.components) {
    if (text_of(part, "type") == type) return part;
  }
  return kNull;
}

std::vector<std::string> variables(std::string_view text) {
  std::vector<std::string> out;
  for (auto start = text.find("{{"); start != std::string_view::npos; start = text.find("{{", start + 2)) {
    const auto end = text.find("}}", start);
    if (end == std::string_view::npos) break;
    std::string name(text.substr(start + 2, end - start - 2));
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

std::string body_text(const Template& from) { return text_of(component(from, "BODY"), "text"); }

Template* Templates::find(std::string_view name, std::string_view language) {
  const std::string wanted = normal_language(language);
  for (const auto& item : templates_) {
    if (item->name == name && item->language == wanted) return item.get();
  }
  return nullptr;
}

Template* Templates::find_id(std::string_view id) {
  for (const auto& item : templates_) {
    if (item->id == id) return item.get();
  }
  return nullptr;
}

bool Templates::knows_name(std::string_view name) const {
  return std::any_of(templates_.begin(), templates_.end(),
                     [&](const auto& item) { return item->name == name; });
}

GraphError Templates::check(const Template& which) const {
  if (!is_name(which.name)) return {100, "name: lower case letters, digits and _"};
  if (which.language.empty()) return {131008, "language"};
  if (which.category != "UTILITY" && which.category != "MARKETING" && which.category != "AUTHENTICATION") {
    return {100, "category"};
  }
  if (component(which, "BODY").is_null() && which.category != "AUTHENTICATION")
    return {100, "a BODY is needed"};
  for (const Json& part : which.components) {
    if (auto wrong = check_component(part)) return wrong;
  }
  return {};
}

Templates::Made Templates::create(const Json& request, std::int64_t now_ms) {
  Template made;
  made.name = text_of(request, "name");
  made.language = normal_language(text_of(request, "language"));
  made.category = text_of(request, "category");
  made.parameter_format = text_of(request, "parameter_format", "POSITIONAL");
  for (char& c : made.parameter_format) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  made.components = member(request, "components").is_array() ? member(request, "components") : Json::array();
  made.status = "PENDING";
  if (auto wrong = check(made)) return {nullptr, wrong};
  if (templates_.size() >= kMaxTemplates) return {nullptr, {2388019, {}}};
  const bool blocked = std::any_of(deleted_names_.begin(), deleted_names_.end(), [&](const auto& item) {
    return item.first == made.name && now_ms < item.second + 30 * kDayMs;
  });
  if (blocked || find(made.name, made.language)) return {nullptr, {2388023, {}}};
  add(std::move(made));
  return {templates_.back().get(), {}};
}

GraphError Templates::edit(Template& which, const Json& request, std::int64_t now_ms) {
  if (which.status != "APPROVED" && which.status != "REJECTED" && which.status != "PAUSED") {
    return {2388043, "only approved, rejected and paused templates can be edited"};
  }
  Template changed = which;
  if (member(request, "components").is_array()) changed.components = member(request, "components");
  changed.category = text_of(request, "category", changed.category);
  if (which.status == "APPROVED") {
    if (changed.category != which.category) return {2388043, "the category of an approved template stays"};
    const auto within = [&](std::int64_t span) {
      return std::count_if(which.edits_ms.begin(), which.edits_ms.end(),
                           [&](auto at) { return at > now_ms - span; });
    };
    if (within(kDayMs) >= 1 || within(30 * kDayMs) >= 10) return {2388043, "1 edit a day, 10 in 30 days"};
  }
  if (auto wrong = check(changed)) return wrong;
  changed.status = "PENDING";
  changed.edits_ms.push_back(now_ms);
  which = std::move(changed);
  return {};
}

std::vector<Template> Templates::remove(std::string_view name, std::string_view id, std::int64_t now_ms) {
  std::vector<Template> gone;
  std::erase_if(templates_, [&](const auto& item) {
    if (item->name != name || (!id.empty() && item->id != id)) return false;
    if (item->status == "APPROVED") deleted_names_.emplace_back(item->name, now_ms);
    gone.push_back(*item);
    return true;
  });
  return gone;
}

std::optional<Json> Templates::list(const Filter& filter, const std::string& next_url) const {
  std::vector<const Template*> found;
  for (const auto& item : templates_) {
    if (matches(*item, filter)) found.push_back(item.get());
  }
  const std::size_t limit = std::clamp<std::size_t>(filter.limit, 1, kMaxPage);
  std::size_t start = 0;
  if (!filter.after.empty() || !filter.before.empty()) {
    const auto place = place_of(filter.after.empty() ? filter.before : filter.after);
    if (!place) return std::nullopt;
    start = !filter.after.empty() ? *place + 1 : *place > limit ? *place - limit : 0;
  }
  start = std::min(start, found.size());
  const std::size_t end = std::min(start + limit, found.size());
  Json data = Json::array();
  for (std::size_t i = start; i < end; ++i) data.push_back(to_json(*found[i]));
  Json out{{"data", data}};
  if (start == end) return out;
  out["paging"]["cursors"] = {{"before", cursor(start)}, {"after", cursor(end - 1)}};
  if (end < found.size()) out["paging"]["next"] = next_url + cursor(end - 1);
  return out;
}

void Templates::add(Template given) {
  given.id = ids_.number();
  templates_.push_back(std::make_unique<Template>(std::move(given)));
}

Json to_json(const Template& from) {
  Json out{{"id", from.id},
           {"name", from.name},
           {"language", from.language},
           {"status", from.status},
           {"category", from.category},
           {"parameter_format", from.parameter_format},
           {"rejected_reason", from.rejected_reason},
           {"quality_score", {{"score", from.quality}}},
           {"components", from.components}};
  if (!from.previous_category.empty()) out["previous_category"] = from.previous_category;
  return out;
}

}  // namespace baton::sandbox::whatsapp
