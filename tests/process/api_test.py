#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The API as integrators rely on it: errors one can act on, requests that can be repeated, and nobody who may not."""
import json
import sqlite3
import time
from threading import Thread

from moves import Moves, key, main
from process_case import people_only


class Api(Moves):
    def test_an_error_says_nothing_one_can_act_on(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        post = lambda path, body: baton.ben.post(path, body)  # noqa: E731
        self.assert_problem(baton.ben.get("/v1/cases/zzzz-c1"), 404, "zzzz-c1", "mend")
        self.assert_problem(baton.ben.get("/v1/cases/no-such-form"), 404)
        self.assert_problem(baton.ben.get("/v1/cases/zzzz-c1/history"), 404)
        self.assert_problem(post("/v1/cases/zzzz-c1/note", {"text": "x"}), 404)
        self.assert_problem(post("/v1/work/zzzz-w1/claim", {}), 404)
        self.assert_problem(baton.ben.get("/v1/nothing/here"), 404)
        self.assert_problem(baton.ben.call("DELETE", "/v1/cases"), 405)
        self.assert_problem(baton.ben.call("POST", f"/v1/cases/{case_id}/note", b"{no json", {"Content-Type": "application/json"}), 400)
        self.assert_problem(baton.ben.call("POST", f"/v1/cases/{case_id}/note", b"[]", {"Content-Type": "application/json"}), 400)
        for body, pointer in (({}, "/text"), ({"text": 7}, "/text"), ({"text": "x", "txet": 1}, "/txet"), ({"text": ""}, "/text")):
            answer = post(f"/v1/cases/{case_id}/note", body)
            self.assert_problem(answer, 422)
            self.assertEqual(pointer, answer["pointer"], "it names the field")
        answer = post(f"/v1/cases/{case_id}/handoff", {"epoch": 1, "to": {"lane": 3}})
        self.assert_problem(answer, 422)
        self.assertEqual("/to/lane", answer["pointer"])
        self.assert_problem(post(f"/v1/cases/{case_id}/handoff", {"epoch": "1", "to": {"lane": "general"}}), 422, "epoch")
        self.assert_problem(post(f"/v1/cases/{case_id}/reply", {"epoch": 1, "text": "x", "purpose": "nonsense"}), 422, "purpose")
        self.assert_problem(post(f"/v1/cases/{case_id}/update-plan", {"epoch": 1, "at": "tomorrow", "text": "x"}), 422, "at")
        self.assert_problem(baton.ben.put("/v1/agents/nobody/presence", {"state": "present"}), 404)
        self.assert_problem(baton.ben.put("/v1/agents/ana/presence", {"state": "asleep"}), 422, "/state")

    def test_a_text_that_is_not_utf8_or_absurdly_long_breaks_the_host(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        path = f"/v1/cases/{case_id}/note"
        headers = {"Content-Type": "application/json"}
        self.assert_problem(baton.ben.call("POST", path, b'{"text":"\xff\xfe"}', headers), 400)
        self.assert_problem(baton.ben.post(path, {"text": "x" * ((1 << 20) + 1)}), 422)
        self.assert_problem(baton.ben.call("POST", path, b"[" * 100_000, headers), 400)
        self.assertEqual(200, baton.ben.post(path, {"text": "\u00e9\U0001F600"}).status)
        self.assertIn("\u00e9\U0001F600", [m["text"] for m in baton.messages(case_id)])

    def test_somebody_without_or_with_a_wrong_token_reads_or_writes(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        for token in ("", "wrong", "demo-anaX"):
            nobody = baton.host.as_token(token)
            for method, path in (("GET", "/v1/cases"), ("GET", f"/v1/cases/{case_id}"), ("POST", f"/v1/cases/{case_id}/note"), ("GET", "/v1/blobs/1"), ("PUT", "/v1/agents/ana/presence")):
                answer = nobody.call(method, path, {} if method != "GET" else None)
                self.assert_problem(answer, 401)
                self.assertIn("Bearer", answer.headers.get("www-authenticate", ""))
        self.assert_problem(baton.admin.call("GET", "/v1/cases", headers={"Authorization": "Basic ZGVtby1hZG1pbg=="}), 401)
        self.assertEqual(200, baton.host.as_token("").get("/healthz").status)
        self.assertEqual(200, baton.host.as_token("").get("/readyz").status)

    def test_a_role_does_more_than_it_may(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        epoch = baton.case(case_id)["owner_epoch"]
        self.assert_problem(baton.ana.post(f"/v1/cases/{case_id}/assign", {"epoch": epoch, "agent": "ana", "reason": "other"}), 403, "lead")
        self.assert_problem(baton.ana.get("/v1/dead-letters"), 403)
        self.assert_problem(baton.ana.put("/v1/agents/ben/presence", {"state": "present"}), 403)
        self.assertEqual(200, baton.ben.put("/v1/agents/ana/presence", {"state": "present"}).status)
        self.assert_problem(baton.admin.post(f"/v1/cases/{case_id}/reply", {"epoch": epoch, "text": "x"}), 403, "agent")
        call = lambda who, path, body, **headers: baton.people[who].call("POST", path, body, {"Idempotency-Key": key(), **headers})  # noqa: E731
        self.assert_problem(call("service", f"/v1/cases/{case_id}/reply", {"epoch": epoch, "text": "x"}), 403, "X-Baton-Agent")
        self.assert_problem(call("ana", f"/v1/cases/{case_id}/note", {"text": "x"}, **{"X-Baton-Agent": "ben"}), 403, "act_as")
        self.assert_problem(call("service", f"/v1/cases/{case_id}/note", {"text": "x"}, **{"X-Baton-Agent": "nobody"}), 403)
        acted = call("service", f"/v1/cases/{case_id}/reply", {"epoch": epoch, "text": "for ben"}, **{"X-Baton-Agent": "ben"})
        self.assertEqual((200, "free"), (acted.status, acted["decision"]), acted)
        actors = [e["actor"] for e in baton.history(case_id) if e["event"] == "SendQueued"]
        self.assertEqual(["service:service as agent:ben"], actors, "the history keeps both")

    def test_a_repeated_request_is_carried_out_again(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        path, same = f"/v1/cases/{case_id}/note", key()
        first = baton.ben.post(path, {"text": "one"}, Idempotency_Key=same)
        again = baton.ben.post(path, {"text": "one"}, Idempotency_Key=same)
        self.assertEqual((200, 200), (first.status, again.status))
        self.assertEqual(first.json, again.json)
        self.assert_problem(baton.ben.post(path, {"text": "two"}, Idempotency_Key=same), 422, "Idempotency-Key")
        other = f"/v1/cases/{self.new_case(baton, '447700900102')}/note"
        self.assert_problem(baton.ben.post(other, {"text": "one"}, Idempotency_Key=same), 422)
        self.assertEqual(200, baton.ana.post(path, {"text": "one"}, Idempotency_Key=same).status, "keys are each token's own")
        notes = [m["text"] for m in baton.messages(case_id) if m["from"] == "note"]
        self.assertEqual(["one", "one"], notes)
        refused, bad = key(), {"epoch": 99, "to": {"lane": "technical"}}
        answers = [baton.ben.post(f"/v1/cases/{case_id}/handoff", bad, Idempotency_Key=refused) for _ in range(2)]
        for answer in answers:
            self.assert_problem(answer, 409, "lead:general")
        self.assert_problem(baton.ben.post(path, {"text": "x"}, Idempotency_Key="k" * 300), 400)

    def test_a_key_lives_for_ever_or_dies_with_the_host(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        path, same = f"/v1/cases/{case_id}/note", key()
        first = baton.ben.post(path, {"text": "one"}, Idempotency_Key=same)
        baton.host.stop()
        baton.start_host()
        self.assertEqual(first.json, baton.ben.post(path, {"text": "one"}, Idempotency_Key=same).json)
        baton.sandbox.advance(hours=25)
        self.assertEqual(200, baton.ben.post(path, {"text": "two"}, Idempotency_Key=same).status, "kept 24 h")

    def test_a_request_is_carried_out_again_while_the_first_is_still_under_way(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        body, same = {"epoch": baton.case(case_id)["owner_epoch"], "text": "only once"}, key()
        # The channel takes its time, so the reply is answered only after two seconds.
        baton.sandbox.fault(kind="delay", edge="messages", delay_ms=2000)
        answers = []
        first = Thread(target=lambda: answers.append(baton.ben.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=same)))
        first.start()
        baton.until(lambda: self.events(baton, case_id, "SendQueued"), "the first is under way")
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=same), 409, "running")
        first.join()
        self.assertEqual((200, "free"), (answers[0].status, answers[0]["decision"]))
        self.assertEqual(answers[0].json, baton.ben.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=same).json)
        self.settle(baton)
        self.assertEqual(["only once"], self.sent_texts(baton))

    def test_kept_answers_are_never_forgotten(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/note", {"text": "one"}, Idempotency_Key=key()).status)
        baton.sandbox.advance(hours=26)
        self.settle(baton)
        with sqlite3.connect(f"file:{baton.folder / 'baton.db'}?mode=ro", uri=True) as store:
            kept = store.execute("SELECT count(*) FROM answers").fetchone()[0]
        store.close()
        self.assertEqual(0, kept, "an answer holds words of the customer: it goes after 24 h")

    def test_the_same_request_twenty_times_at_once_is_done_twice(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        body, same = {"epoch": baton.case(case_id)["owner_epoch"], "text": "only once"}, key()
        answers = self.at_once([lambda: baton.ben.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=same)] * 20)
        self.assertLessEqual({a.status for a in answers}, {200, 409}, "done, repeated, or still running")
        done = [a.json for a in answers if a.status == 200]
        self.assertTrue(done)
        self.assertTrue(all(d == done[0] for d in done))
        for answer in answers:
            if answer.status == 409:
                self.assert_problem(answer, 409, "running")
        self.settle(baton)
        self.assertEqual(["only once"], self.sent_texts(baton))

    def test_a_page_of_the_list_loses_or_repeats_a_case(self):
        baton = self.start(change=people_only)
        opened = []
        for i in range(25):
            opened.append(self.new_case(baton, f"4477009003{i:02}"))
            baton.sandbox.advance(seconds=1)
        for sort in ("urgent", "opened", "-opened"):
            with self.subTest(sort):
                seen, cursor, pages = [], None, 0
                while True:
                    page = baton.ben.get("/v1/cases", limit=7, sort=sort, cursor=cursor).json
                    seen += [row["id"] for row in page["cases"]]
                    cursor = page["next_cursor"]
                    pages += 1
                    self.assertLess(pages, 20)
                    if not cursor:
                        break
                self.assertEqual(sorted(opened), sorted(seen))
                if sort == "opened":
                    self.assertEqual(opened, seen)
                if sort == "-opened":
                    self.assertEqual(opened[::-1], seen)
        first = baton.ben.get("/v1/cases", limit=7, sort="opened").json["next_cursor"]
        self.assert_problem(baton.ben.get("/v1/cases", cursor="garbage"), 400, "cursor")
        self.assert_problem(baton.ben.get("/v1/cases", sort="-opened", cursor=first), 400, "cursor")
        for limit in ("0", "201", "x", "-1", ""):
            self.assert_problem(baton.ben.get("/v1/cases", limit=limit), 400, "limit")
        self.assert_problem(baton.ben.get("/v1/cases", sort="by-mood"), 400, "sort")
        self.assert_problem(baton.ben.get("/v1/cases", status="confused"), 400, "status")

    def test_a_filter_hides_what_it_should_show(self):
        baton = self.start(change=people_only)
        mine, other = self.new_case(baton), self.new_case(baton, "447700900102")
        baton.ben.post(f"/v1/cases/{mine}/assign", {"epoch": 1, "agent": "ana", "reason": "other"})
        ids = lambda **query: [row["id"] for row in baton.cases(**query)]  # noqa: E731
        self.assertEqual([mine], ids(owner="agent:ana"))
        self.assertEqual([other], ids(owner="lead:general"))
        self.assertEqual({mine, other}, set(ids(lane="general", channel="whatsapp", status="open", segment="standard")))
        self.assertEqual([], ids(lane="technical"))
        baton.ana.post(f"/v1/cases/{mine}/resolve", {"epoch": 2})
        self.assertEqual([mine], ids(status="resolved"))
        self.assertEqual([other], ids())

    def test_the_most_urgent_case_is_not_first(self):
        baton = self.start(change=people_only)
        old = self.new_case(baton)
        baton.sandbox.advance(minutes=30)
        new = self.new_case(baton, "447700900102")
        rows = baton.cases()
        self.assertEqual([old, new], [row["id"] for row in rows], "the earlier window ends earlier")
        self.assertLess(rows[0]["next_update_due"], rows[1]["next_update_due"])
        self.assertEqual([old], [row["id"] for row in baton.cases(due_before=rows[1]["next_update_due"])])

    def test_an_open_case_has_nothing_to_do_next(self):
        baton = self.start(change=people_only)
        case = baton.case(self.new_case(baton))
        self.assertTrue(case["next_action"]["verb"])
        self.assertTrue(case["next_action"]["party"])
        self.assertTrue(case["next_update_due"])

    def test_a_history_leaves_out_who_did_it_or_why(self):
        baton = self.start()
        case_id = self.new_case(baton)
        self.handoff(baton, case_id, "helper", {"lane": "general"})
        self.settle(baton)
        events = baton.history(case_id)
        self.assertEqual([e["sequence"] for e in events], sorted(e["sequence"] for e in events))
        for event in events:
            for field in ("at", "actor", "cause", "rule", "event"):
                self.assertTrue(event[field], f"{field} is missing: {event}")
        self.assertNotIn("My parcel", json.dumps(events), "C7: facts carry references, never content")

    def test_an_alarm_is_never_shown_or_never_goes_away(self):
        baton = self.start()
        baton.sandbox.http.post("/bot/helper/answer", {"status": 500})
        self.new_case(baton)
        baton.sandbox.advance(minutes=3)
        found = baton.until(lambda: self.alarms(baton).get("bot_unreachable:helper"), "the alarm is listed")
        self.assertTrue(found["what"] and found["raised"] and found["case"])
        answer = baton.ben.post("/v1/alarms/bot_unreachable:helper/acknowledge")
        self.assertEqual((200, "agent:ben"), (answer.status, answer["acknowledged_by"]))
        self.assertNotIn("bot_unreachable:helper", self.alarms(baton))
        everything = {row["key"]: row for row in baton.admin.get("/v1/alarms", all="true")["alarms"]}
        self.assertEqual("agent:ben", everything["bot_unreachable:helper"]["acknowledged_by"])
        self.assert_problem(baton.ben.post("/v1/alarms/no-such-alarm/acknowledge"), 404)
        self.new_case(baton, "447700900102")
        baton.sandbox.advance(minutes=3)
        baton.until(lambda: "bot_unreachable:helper" in self.alarms(baton), "the same thing again raises it again")

    def test_plugins_and_templates_are_a_black_box(self):
        baton = self.start()
        plugins = {p["id"]: p for p in baton.admin.get("/v1/plugins")["plugins"]}
        self.assertEqual({"whatsapp", "l1-owns", "reassign", "control-tower", "brief-extractive"}, set(plugins))
        for plugin in plugins.values():
            self.assertTrue(plugin["healthy"], plugin)
            for field in ("version", "kind", "file", "sha256", "sdk", "place"):
                self.assertTrue(plugin[field], f"{field} of {plugin['id']}")
        listed = baton.until(lambda: baton.admin.get("/v1/templates")["templates"], "templates are synchronised")
        self.assertTrue([t for t in listed if t["name"] == "progress_update" and t["usable"]])

    def test_a_stopping_host_drops_what_it_took(self):
        baton = self.start(change=people_only)
        answers, numbers = [], [f"4477009{i:05}" for i in range(40)]

        def say(number):
            try:
                return number, baton.sandbox.http.post("/whatsapp/inbound", {"from": number, "text": "hello"}).json["deliveries"][0]["status"]
            except Exception as error:  # the sandbox answers in any case; a broken test must not look like a drained host
                return number, repr(error)
        threads = [Thread(target=lambda n=n: answers.append(say(n))) for n in numbers]
        for thread in threads[:20]:
            thread.start()
        time.sleep(0.02)
        stopping = Thread(target=lambda: answers.append(("exit", baton.host.stop())))
        stopping.start()
        for thread in threads[20:]:
            thread.start()
        for thread in threads + [stopping]:
            thread.join()
        outcome = dict(answers)
        self.assertEqual(0, outcome.pop("exit"), "SIGTERM drains and ends with 0")
        accepted = [n for n in numbers if outcome[n] == 200]
        self.assertTrue(all(outcome[n] in (200, 503, 0) for n in numbers), outcome)
        baton.start_host()
        words = {}
        for row in baton.cases(limit=200):
            words[row["id"]] = [m for m in baton.messages(row["id"]) if m["from"] == "customer"]
        self.assertGreaterEqual(len(words), len(accepted), "a word that got its 200 is gone")
        self.assertTrue(all(len(w) == 1 for w in words.values()))
        # What was refused comes again by itself, as Meta does it: nobody is left out in the end.
        baton.sandbox.advance(hours=1)
        baton.until(lambda: len(baton.cases(limit=200)) == len(numbers), "every customer has a case")

    def test_a_restart_changes_a_case(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id, item = self.escalated_with_work(baton)
        other = self.new_case(baton, "447700900102")
        self.accept(baton, "tess", "work")
        baton.tess.post(f"/v1/work/{item['id']}/answer", {"text": "Replace the fuse."})
        self.reply(baton, case_id, "We are on it.", who="ana")
        self.settle(baton)
        look = lambda: {page: baton.admin.get(page).json for page in (  # noqa: E731
            "/v1/cases", f"/v1/cases/{case_id}", f"/v1/cases/{case_id}/messages", f"/v1/cases/{case_id}/history", f"/v1/cases/{case_id}/explain",
            f"/v1/cases/{other}", "/v1/work", "/v1/alarms", "/v1/agents", "/v1/templates")}
        before = look()
        self.assertEqual(0, baton.host.stop())
        baton.start_host()
        self.settle(baton)
        after = look()
        for page in before:
            self.assertEqual(before[page], after[page], page)


if __name__ == "__main__":
    main()
