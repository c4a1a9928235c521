# SPDX-License-Identifier: MIT
"""When the channel fails: limits (131056, 130429), a lost answer (W9), an expired token (190), letters that cannot be
carried out. The danger is a word that is lost, sent twice or out of order."""
import contextlib
import datetime
import http.client
import sqlite3
import threading

from process_case import ProcessCase, main, people_only


class DeliveryCase(ProcessCase):
    def begin(self, **settings):
        self.baton = self.start(change=people_only, sandbox_settings=settings)
        self.case = self.new_case(self.baton)

    def sent(self) -> list[str]:
        """What reached a customer; a word refused or failed did not."""
        return [row["body"] for row in self.baton.sandbox.sent() if row["status"] != "failed"]

    def send(self, answer) -> dict:
        return self.send_of(self.baton, self.case, answer["message_id"])

    def tries(self) -> int:
        return sum(row["path"].endswith("/messages") for row in self.baton.sandbox.requests())

    def killed_while_sending(self, text: str, fault: str):
        """The API hangs under a reply, and the host dies before it learns what became of it."""
        self.baton.sandbox.fault(kind=fault, edge="messages")
        epoch = self.baton.case(self.case)["owner_epoch"]
        waiting = threading.Thread(target=self.reply_and_lose, args=(text, epoch))
        waiting.start()
        self.baton.until(self.tries, "the message is with the channel")
        self.baton.host.kill()
        waiting.join()
        # The clock would wait half a minute for a follower that is dead.
        for follower in self.baton.sandbox.http.get("/clock")["followers"]:
            self.baton.sandbox.http.delete(f"/clock/followers/{follower}")

    def reply_and_lose(self, text: str, epoch: int):
        with contextlib.suppress(OSError, http.client.HTTPException):  # the host dies under this call
            self.reply(self.baton, self.case, text, epoch=epoch)

    def refusals(self, code: int) -> int:
        return sum(row["error_code"] == code for row in self.baton.sandbox.requests())


class Limits(DeliveryCase):
    def test_more_words_than_the_pair_limit_allows_are_held_and_all_go_once_in_order(self):
        self.begin()
        words = [f"Part {number}." for number in range(60)]
        decisions = [self.reply(self.baton, self.case, word).json for word in words]
        held = [d for d in decisions if d["decision"] == "hold"]
        self.assertTrue(held, "sixty words in one second went out")
        self.assertLessEqual({d["hold"] for d in held}, {"pair_rate", "out_of_order"})
        self.assertTrue(all(d["until"] for d in held), "a hold without an end")
        self.baton.sandbox.advance(minutes=10)
        self.assertEqual(words, self.sent())
        self.assertEqual(0, self.refusals(131056), "the host knows the limit and ran into it")

    def test_131056_from_the_channel_holds_the_word_and_the_next_ones_and_none_overtakes(self):
        self.begin(pair_burst=3)
        words = [f"Part {number}." for number in range(8)]
        for word in words:
            self.reply(self.baton, self.case, word)
        self.assertEqual(words[:3], self.sent())
        self.assertGreaterEqual(self.refusals(131056), 1)
        self.baton.sandbox.advance(minutes=30)
        self.assertEqual(words, self.sent())

    def test_130429_for_the_whole_number_delays_every_customers_words_and_loses_none(self):
        self.begin(throughput_per_s=2)
        numbers = [f"4477009003{number:02d}" for number in range(8)]
        cases = {number: self.new_case(self.baton, number) for number in numbers}
        for number in numbers:
            for part in ("first", "second", "third"):
                answer = self.reply(self.baton, cases[number], f"{number} {part}")
                self.assertIn(answer["decision"], ("free", "hold"), answer)
        self.assertGreaterEqual(self.refusals(130429), 1)
        self.baton.sandbox.advance(hours=3)
        for number in numbers:
            arrived = [row["body"] for row in self.baton.sandbox.sent(number)]
            self.assertEqual([f"{number} {part}" for part in ("first", "second", "third")], arrived)

    def test_a_channel_that_is_down_for_a_minute_delays_words_and_keeps_their_order(self):
        self.begin()
        self.baton.sandbox.fault(kind="error", code=131016, edge="messages", count=3)
        self.reply(self.baton, self.case, "First.")
        self.reply(self.baton, self.case, "Second.")
        self.baton.sandbox.advance(minutes=10)
        self.assertEqual(["First.", "Second."], self.sent())

    def test_a_channel_that_stays_down_ends_in_a_draft_and_not_in_silence(self):
        self.begin()
        self.baton.sandbox.fault(kind="error", code=131016, edge="messages", count=0)
        answer = self.reply(self.baton, self.case, "First.")
        self.baton.sandbox.advance(hours=12)
        self.assertEqual("failed", self.send(answer)["state"])
        self.assertEqual([("agent:ben", "First.")], [(d["author"], d["text"]) for d in self.baton.case(self.case)["drafts"]])
        self.baton.sandbox.http.delete("/whatsapp/faults")
        self.baton.sandbox.advance(hours=12)
        self.assertEqual([], self.sent())


class LostAnswers(DeliveryCase):
    """W9: the answer to a send is lost. It is asked about, and never blindly sent again."""

    def lookups_after_s(self) -> list[float]:
        events = self.baton.history(self.case)
        at = lambda event: datetime.datetime.fromisoformat(event["at"].replace("Z", "+00:00"))  # noqa: E731
        tried = next(at(e) for e in events if e["event"] == "SendAttempted")
        return [(at(e) - tried).total_seconds() for e in events if e["event"] == "LookupAsked"]

    def check_unknown(self, answer):
        self.assertEqual(("hold", "unknown_result"), (answer["decision"], answer["hold"]), answer)
        self.assertFalse(answer["final"])

    def test_done_but_the_answer_cut_off_is_settled_by_its_status_and_sent_once(self):
        self.begin()
        self.baton.sandbox.fault(kind="cut_after", edge="messages")
        answer = self.reply(self.baton, self.case, "Only once.")
        self.check_unknown(answer)
        self.baton.sandbox.advance(hours=2)
        self.assertEqual(["Only once."], self.sent())
        self.assertEqual("read", self.send(answer)["state"])

    def test_a_status_that_comes_after_the_first_questions_still_settles_it(self):
        self.begin(sent_after_ms=90_000, delivered_after_ms=91_000, read_after_ms=92_000)
        self.baton.sandbox.fault(kind="cut_after", edge="messages")
        answer = self.reply(self.baton, self.case, "Only once.")
        self.baton.sandbox.advance(hours=2)
        self.assertEqual([5, 60], self.lookups_after_s())
        self.assertEqual(["Only once."], self.sent())
        self.assertEqual("read", self.send(answer)["state"])

    def nobody_can_tell(self, kind: str):
        self.begin()
        self.baton.sandbox.settings(subscribed=False)
        self.baton.sandbox.fault(kind=kind, edge="messages")
        answer = self.reply(self.baton, self.case, "Only once.")
        self.check_unknown(answer)
        self.baton.sandbox.advance(minutes=20)
        self.assertEqual([5, 60, 900], self.lookups_after_s())
        self.assertIn(f"unknown_result:{answer['message_id']}", self.alarms(self.baton))
        self.assertIn(answer["message_id"], self.baton.case(self.case)["next_action"]["verb"])
        tried = self.tries()
        self.baton.sandbox.advance(hours=20)
        self.assertEqual(tried, self.tries(), "it was sent again by itself")
        return answer

    def settle(self, answer, send_again: bool, who: str = "ben"):
        return getattr(self.baton, who).post(f"/v1/messages/{answer['message_id']}/settle", {"send_again": send_again})

    def test_nothing_is_sent_again_by_itself_and_its_author_can_send_it_again(self):
        answer = self.nobody_can_tell("cut_before")
        self.assertEqual([], self.sent())
        self.assertEqual(403, self.settle(answer, True, who="tess").status)
        self.assertEqual(200, self.settle(answer, True).status)
        self.baton.until(self.sent, "it is sent again")
        self.assertEqual(422, self.settle(answer, True).status)
        self.assertEqual(["Only once."], self.sent())

    def test_its_author_can_let_it_go_and_keeps_the_words_as_a_draft(self):
        answer = self.nobody_can_tell("cut_after")
        self.assertEqual(200, self.settle(answer, False).status)
        self.assertEqual(["Only once."], self.sent())
        self.assertEqual(["Only once."], [d["text"] for d in self.baton.case(self.case)["drafts"]])

    def test_a_word_whose_fate_is_unknown_does_not_silence_the_next_one_for_ever(self):
        self.begin()
        self.baton.sandbox.settings(subscribed=False)
        self.baton.sandbox.fault(kind="cut_before", edge="messages")
        self.reply(self.baton, self.case, "First.")
        second = self.reply(self.baton, self.case, "Second.")
        self.assertEqual(("hold", "out_of_order"), (second["decision"], second["hold"]), second)
        self.baton.sandbox.advance(minutes=16)
        self.assertEqual(["Second."], self.sent())

    def test_an_api_that_hangs_is_a_lost_answer_and_not_a_second_message(self):
        self.begin()
        self.baton.sandbox.fault(kind="hang_after", edge="messages")
        answer = self.reply(self.baton, self.case, "Only once.")
        self.assertFalse(answer["final"])
        self.baton.until(lambda: self.send(answer)["state"] != "dispatched", "the host stops waiting", limit_s=90)
        self.baton.sandbox.advance(hours=1)
        self.assertEqual(["Only once."], self.sent())
        self.assertEqual("read", self.send(answer)["state"])

    def test_a_host_killed_in_the_middle_of_a_send_does_not_send_it_again(self):
        self.begin()
        self.killed_while_sending("Only once.", "hang_after")
        self.baton.start_host()
        self.baton.sandbox.advance(hours=1)
        self.assertEqual(["Only once."], self.sent())
        word = next(m for m in self.baton.messages(self.case) if m["from"] == "agent")
        self.assertEqual("read", word["send"]["state"])


class ExpiredToken(DeliveryCase):
    def test_190_holds_every_word_with_an_alarm_and_all_go_on_when_the_token_is_good_again(self):
        self.begin()
        self.baton.sandbox.settings(token="another-token")
        words = [f"Part {number}." for number in range(6)]
        answer = self.reply(self.baton, self.case, words[0])
        self.assertEqual(("hold", "account_restricted"), (answer["decision"], answer["hold"]), answer)
        self.assertIsNotNone(answer["until"])
        for word in words[1:]:
            self.assertEqual("hold", self.reply(self.baton, self.case, word)["decision"])
        self.assertIn("account:whatsapp-eu", self.alarms(self.baton))
        self.assertIn("190", self.alarms(self.baton)["account:whatsapp-eu"]["what"])
        self.baton.sandbox.advance(minutes=40)
        self.assertEqual([], self.sent())
        self.baton.sandbox.settings(token="sandbox-token")
        self.baton.sandbox.advance(hours=2)
        self.assertEqual(words, self.sent())

    def test_customers_are_still_heard_while_the_token_is_expired(self):
        self.begin()
        self.baton.sandbox.settings(token="another-token")
        self.reply(self.baton, self.case, "First.")
        self.baton.sandbox.says(self.CUSTOMER, "Are you there?")
        self.assertIn("Are you there?", [m["text"] for m in self.baton.messages(self.case)])


class DeadLetters(DeliveryCase):
    """What no try can carry out is kept, can be looked at, and can be tried again."""

    def change_store(self, *statements: str):
        """The host must be stopped; stands for a release that wrote what this one does not know."""
        with contextlib.closing(sqlite3.connect(self.baton.folder / "baton.db")) as store:
            changed = sum(store.execute(statement).rowcount for statement in statements)
            store.commit()
        self.assertGreaterEqual(changed, 1, statements)

    def dead(self) -> list[dict]:
        return self.baton.ben.get("/v1/dead-letters")["dead_letters"]

    def test_a_letter_this_release_cannot_read_is_kept_and_sent_when_it_can_be_read(self):
        self.begin()
        self.killed_while_sending("Kept.", "hang_before")
        self.change_store("UPDATE outbox SET kind = 'SendMessageOfALaterRelease', started = 0 WHERE kind = 'SendMessage'")
        self.baton.start_host()
        letter = self.baton.until(self.dead, "the letter is among the dead")[0]
        self.assertIn("SendMessageOfALaterRelease", letter["error"])
        self.assertEqual(403, self.baton.ana.get("/v1/dead-letters").status)
        self.assertEqual(404, self.baton.ben.post("/v1/dead-letters/999999/retry").status)
        self.baton.host.stop()
        self.change_store("UPDATE dead_letters SET kind = 'SendMessage'")
        self.baton.start_host()
        self.assertEqual(1, len(self.dead()), "a restart lost the letter")
        self.assertEqual([], self.sent())
        self.assertEqual(200, self.baton.ben.post(f"/v1/dead-letters/{letter['id']}/retry").status)
        self.baton.until(self.sent, "the letter goes out")
        self.assertEqual(["Kept."], self.sent())
        self.assertEqual([], self.dead())


if __name__ == "__main__":
    main()
