// SPDX-License-Identifier: MIT
// Message templates: kept by (name, language), checked on creation and edit as Meta does, listed in pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/sandbox/json_http.h"
#include "host/sandbox/whatsapp/graph_error.h"
#include "host/sandbox/whatsapp/numbers.h"

namespace baton::sandbox::whatsapp {

struct Template {
  std::string id;
  std::string name;
  std::string language;
  std::string status = "APPROVED";
  std::string category = "UTILITY";
  std::string parameter_format = "POSITIONAL";
  std::string previous_category;
  std::string rejected_reason = "NONE";
  std::string quality = "GREEN";
  Json components = Json::array();
  int pauses = 0;
  std::vector<std::int64_t> edits_ms;
};

// The component of that type ("BODY", ...), null when it has none.
const Json& component(const Template& from, std::string_view type);
// Names or numbers of the {{variables}} of a text, each once, in order.
std::vector<std::string> variables(std::string_view text);
std::string body_text(const Template& from);

class Templates {
 public:
  explicit Templates(Ids& ids) : ids_(ids) {}

  Template* find(std::string_view name, std::string_view language);  // "en-US" is "en_US"
  Template* find_id(std::string_view id);
  bool knows_name(std::string_view name) const;

  struct Made {
    Template* made = nullptr;
    GraphError error;
  };
  Made create(const Json& request, std::int64_t now_ms);
  GraphError edit(Template& which, const Json& request, std::int64_t now_ms);
  // All languages, or the one of that id. What was deleted comes back for the webhooks.
  std::vector<Template> remove(std::string_view name, std::string_view id, std::int64_t now_ms);

  struct Filter {
    std::string name, status, language, category;
    std::size_t limit = kPage;
    std::string after, before;
  };
  // {"data":[...],"paging":{...}}; `next_url` is completed with the cursor. Nothing for a bad cursor
  // (131059).
  std::optional<Json> list(const Filter& filter, const std::string& next_url) const;

  void add(Template given);  // gives it an id
  const std::vector<std::unique_ptr<Template>>& all() const { return templates_; }

  static constexpr std::size_t kPage = 25;
  static constexpr std::size_t kMaxPage = 1000;
  static constexpr std::size_t kMaxTemplates = 6000;

 private:
  GraphError check(const Template& which) const;

  Ids& ids_;
  std::vector<std::unique_ptr<Template>> templates_;
  std::vector<std::pair<std::string, std::int64_t>> deleted_names_;  // blocked for 30 days
};

Json to_json(const Template& from);
// Some for every purpose, in English and Spanish, and enough others to need a second page.
void seed(Templates& templates);

}  // namespace baton::sandbox::whatsapp
