// SPDX-License-Identifier: MIT
// /{WABA}/message_templates and /{TEMPLATE}: pages, creation with review, edits, deletion, unpausing.
#include <charconv>
#include <utility>

#include "host/net/url.h"
#include "host/sandbox/whatsapp/graph_api.h"

namespace baton::sandbox::whatsapp {

GraphApi::Outcome GraphApi::list_templates(const net::Request& request) {
  Templates::Filter filter;
  filter.name = request.query_value("name").value_or("");
  filter.status = request.query_value("status").value_or("");
  filter.language = request.query_value("language").value_or("");
  filter.category = request.query_value("category").value_or("");
  filter.after = request.query_value("after").value_or("");
  filter.before = request.query_value("before").value_or("");
  const std::string limit = request.query_value("limit").value_or("25");
  const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), filter.limit);
  if (error != std::errc{} || end != limit.data() + limit.size()) return failed({100, "limit"});
  // As on some versions the link carries the token; whoever logs it gives it away.
  std::string next = world_.base_url + request.path +
                     "?access_token=" + net::percent_encode(world_.settings.token) +
                     "&limit=" + std::to_string(filter.limit);
  for (const char* key : {"fields", "name", "status", "language", "category"}) {
    const auto value = request.query_value(key);
    if (value) next += "&" + std::string(key) + "=" + net::percent_encode(*value);
  }
  auto page = world_.templates.list(filter, next + "&after=");
  if (!page) return failed({131059, "the cursor is not valid"});
  return done(std::move(*page));
}

// A new or edited template is approved after a while, and says so by webhook.
void GraphApi::review_later(const Template& which) {
  if (world_.settings.template_review_ms < 0) return;
  world_.schedule.after(world_.settings.template_review_ms, [this, id = which.id] {
    const std::lock_guard lock(world_.mutex);
    Template* found = world_.templates.find_id(id);
    if (!found || found->status != "PENDING") return;
    found->status = "APPROVED";
    world_.template_event(*found, "APPROVED");
  });
}

GraphApi::Outcome GraphApi::create_template(const Json& body) {
  const auto made = world_.templates.create(body, world_.clock.now_ms());
  if (!made.made) return failed(made.error);
  review_later(*made.made);
  return done({{"id", made.made->id}, {"status", made.made->status}, {"category", made.made->category}});
}

GraphApi::Outcome GraphApi::edit_template(Template& which, const Json& body) {
  if (auto wrong = world_.templates.edit(which, body, world_.clock.now_ms())) return failed(wrong);
  review_later(which);
  return success();
}

GraphApi::Outcome GraphApi::delete_templates(const net::Request& request) {
  const std::string name = request.query_value("name").value_or("");
  const auto gone =
      world_.templates.remove(name, request.query_value("hsm_id").value_or(""), world_.clock.now_ms());
  if (gone.empty()) return failed({100, "no such template"});
  for (const Template& one : gone) world_.template_event(one, "DELETED");
  return success();
}

GraphApi::Outcome GraphApi::unpause(Template& which) {
  if (which.status != "PAUSED") return failed({100, "the template is not paused"});
  which.status = "APPROVED";
  world_.template_event(which, "APPROVED", "UNPAUSE");
  return success();
}

}  // namespace baton::sandbox::whatsapp
