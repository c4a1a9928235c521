# SPDX-License-Identifier: MIT
"""What a connector polls and emits is in the store once, however often host or connector are killed, and
what it keeps there is still there. The connector (plugins/feed) reads two files that the test appends to."""
import os
import random
import re
import signal
import subprocess
import time

from isolation_test import runners_of
from local_baton import build_folder
from process_case import ProcessCase, main, people_only

BUNDLES = build_folder() / "tests" / "process_plugins" / "lib" / "baton"
CUSTOMERS = [f"4477009007{number:02}" for number in range(4)]
WAYS = ("polled", "pushed")


class Services(ProcessCase):
    PLACE = "inside"

    def setUp(self):
        self.files = {way: self.folder / f"{way}.txt" for way in WAYS}
        self.written = {way: [] for way in WAYS}  # (customer, text), in order
        for file in self.files.values():
            file.write_text("")

    def with_feed(self, document):
        people_only(document)
        document["plugins"]["paths"].append(str(BUNDLES))
        settings = {way: str(file) for way, file in self.files.items()}
        document["connectors"]["feed"] = {
            "plugin": "test.process.feed", "isolate": self.PLACE, "poll_s": 1, "settings": settings}

    def append(self, count: int):
        """So many new lines at the end of both files."""
        for way, file in self.files.items():
            with file.open("a") as stream:
                for _ in range(count):
                    number = len(self.written[way])
                    line = (CUSTOMERS[number % len(CUSTOMERS)], f"{way} word {number}")
                    self.written[way].append(line)
                    stream.write(f"{way}-{number}|{line[0]}|{line[1]}\n")

    def arrived(self, baton) -> list[str]:
        """The customers' words, each case's in the order it has them."""
        return [m["text"] for case in baton.every_case() for m in baton.messages(case["id"]) if m["from"] == "customer"]

    def all_arrived(self, baton) -> list[str]:
        wanted = {text for lines in self.written.values() for _, text in lines}
        return baton.until(lambda: wanted <= set(words := self.arrived(baton)) and words, "every line is a word", 60)

    @staticmethod
    def figure(baton, name: str) -> float:
        text = baton.admin.call("GET", "/metrics").body.decode()
        found = re.search(rf'^baton_plugin_test_process_feed_{name}{{instance="feed"}} (\S+)$', text, re.M)
        if not found:
            raise AssertionError(f"no figure {name} in {text}")
        return float(found.group(1))

    def kill(self, baton):
        baton.host.kill()
        # The clock would wait half a minute for a follower that is dead.
        for follower in baton.sandbox.http.get("/clock")["followers"]:
            baton.sandbox.http.delete(f"/clock/followers/{follower}")

    def test_nothing_is_lost_and_nothing_doubled_however_often_the_host_is_killed(self):
        seed = random.SystemRandom().randrange(1 << 32)
        pauses = random.Random(seed)
        self.append(8)
        baton = self.start(ticking=True, change=self.with_feed)
        for _ in range(6):
            self.append(12)
            time.sleep(pauses.uniform(0.05, 0.7))
            self.kill(baton)
            baton.start_host()
        self.append(5)
        words = self.all_arrived(baton)
        with self.subTest(seed=seed):
            self.assertEqual(len(words), len(set(words)), "a word is there twice")
            self.assertEqual(sum(map(len, self.written.values())), len(words), "a word that nobody wrote")
            for way, lines in self.written.items():
                for customer in CUSTOMERS:
                    mine = [text for who, text in lines if who == customer]
                    self.assertEqual(mine, [text for text in words if text in mine], "a word overtook another")
        self.assertGreater(self.figure(baton, "began_at"), 0, "what it kept was not there after a kill")
        self.kill(baton)
        baton.start_host()
        baton.until(lambda: self.figure(baton, "began_at") == len(self.written["pushed"]), "it goes on where it was")
        time.sleep(1)
        self.assertEqual(0, self.figure(baton, "lines_stored_total"), "what was stored is not emitted again")

    def test_figures_of_a_connector_are_among_all_others(self):
        self.append(3)
        baton = self.start(ticking=True, change=self.with_feed)
        self.all_arrived(baton)
        baton.until(lambda: self.figure(baton, "lines_stored_total") == 3, "its figures are shown")
        self.assertEqual(0, self.figure(baton, "began_at"))
        baton.until(lambda: self.figure(baton, "polled_sum") == 3, "its histogram is shown")
        text = baton.admin.call("GET", "/metrics").body.decode()
        self.assertIn("# TYPE baton_plugin_test_process_feed_polled histogram\n", text)
        self.assertIn('baton_plugin_test_process_feed_polled_bucket{instance="feed",le="+Inf"}', text)

    def test_a_store_with_such_a_connector_can_be_replayed_and_simulated(self):
        self.append(3)
        baton = self.start(ticking=True, change=self.with_feed)
        self.all_arrived(baton)
        self.assertEqual(0, baton.host.stop())
        program = build_folder() / "baton"
        for words in (["replay", "--config", baton.config],
                      ["simulate", "--config", baton.config, "--history", baton.folder / "baton.db"]):
            done = subprocess.run([program, *words], capture_output=True, text=True)
            self.assertEqual(0, done.returncode, done.stdout + done.stderr)


class ServicesOfARunner(Services):
    """The same promises to a connector in a process of its own."""
    PLACE = "runner"

    def setUp(self):
        super().setUp()
        self.folder.chmod(0o755)  # there the connector is a user of its own, who must reach its files
        for file in self.files.values():
            file.chmod(0o644)

    def with_feed(self, document):
        super().with_feed(document)
        document["plugins"]["restarts"] = {"first_wait_ms": 20, "longest_wait_ms": 100, "max": 1000}

    def row(self, baton) -> dict:
        return next(r for r in baton.admin.get("/v1/plugins")["plugins"] if r["instance"] == "feed")

    def test_a_process_that_is_killed_takes_nothing_with_it_and_doubles_nothing(self):
        self.append(8)
        baton = self.start(ticking=True, change=self.with_feed)
        for crashes in range(1, 4):
            self.append(12)
            time.sleep(random.uniform(0.05, 0.4))
            for pid in runners_of(baton.host.process.pid):
                os.kill(pid, signal.SIGKILL)
            baton.until(lambda: (r := self.row(baton))["healthy"] and r["crashes"] == crashes, "it runs again")
        self.append(5)
        words = self.all_arrived(baton)
        self.assertEqual(sorted(text for lines in self.written.values() for _, text in lines), sorted(words))
        self.assertGreater(self.figure(baton, "began_at"), 0, "what it kept was not there after a kill")
        self.assertEqual(("isolated", 0), (self.row(baton)["place"], self.row(baton)["contract_violations"]))


if __name__ == "__main__":
    main()
