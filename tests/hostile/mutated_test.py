# SPDX-License-Identifier: MIT
"""Thousands of signed webhooks that are nearly right: each is taken or refused, none breaks the host, stays undecided, or
makes a history that replay reads differently.

BATON_HOSTILE_CASES says how many, BATON_HOSTILE_SEED repeats a run; the seed is printed.
"""
import collections
import http.client
import os
import random
import sys

import signed_webhook
from hostile_case import HostileCase
from mortal_host import MortalHost, is_sanitized
from mutation import Mutator
from process_case import main

CASES = int(os.environ.get("BATON_HOSTILE_CASES", "1000" if is_sanitized() else "10000"))
SEED = int(os.environ.get("BATON_HOSTILE_SEED", random.SystemRandom().randrange(1 << 32)))


class Mutated(HostileCase):
    GROWTH_MB = 128

    def test_a_webhook_that_is_nearly_right_breaks_the_host(self):
        print(f"hostile: seed {SEED}, {CASES} webhooks (BATON_HOSTILE_SEED repeats them)", file=sys.stderr, flush=True)
        mutator = Mutator(SEED)
        statuses = collections.Counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.baton.port, timeout=60)
        for number in range(CASES):
            body = mutator.next()
            try:
                connection.request("POST", signed_webhook.HOOK, body, signed_webhook.headers(body))
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException) as error:
                self.fail(f"webhook {number} of seed {SEED} was not answered ({error!r}): {body[:4000]!r}")
            statuses[response.status] += 1
            self.assertIn(response.status, (200, 400), f"webhook {number} of seed {SEED}: {body[:4000]!r}")
            if number % 1000 == 999:
                self.assert_goes_on()
        connection.close()
        self.assertGreater(statuses[200], CASES // 10, statuses)
        self.assertGreater(statuses[400], CASES // 20, statuses)
        self.baton.sandbox.advance(hours=50)
        undecided = [a for a in self.baton.admin.get("/v1/alarms", all="true")["alarms"] if a["key"].startswith("undecided")]
        self.assertEqual([], undecided, f"seed {SEED}")
        self.every_case_can_be_read()
        self.assert_goes_on()
        self.replay_agrees()

    def every_case_can_be_read(self):
        for row in self.baton.cases(limit=200):
            for part in ("", "/messages", "/history", "/explain"):
                answer = self.baton.admin.get(f"/v1/cases/{row['id']}{part}")
                self.assertEqual(200, answer.status, answer)
                answer.json  # UTF-8 and JSON, whatever the customer sent
            self.assertTrue(row["owner"], row)

    def replay_agrees(self):
        mortal = MortalHost(self.baton)
        self.baton.host.stop()
        replay = mortal.replay()
        mortal.start()
        self.assertEqual(0, replay.returncode, replay.stdout + replay.stderr)


if __name__ == "__main__":
    main()
