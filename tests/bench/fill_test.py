# SPDX-License-Identifier: MIT
"""The store that `scale` and `start` measure on must be one that a host would have written."""
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import programs  # noqa: E402
import scale  # noqa: E402
from programs import local_baton  # noqa: E402

CASES = 300


class FilledStore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keeper = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.keeper.name)
        cls.config = programs.config(cls.folder, local_baton.free_port())
        subprocess.run([programs.tool("fill"), str(cls.config), str(CASES)], check=True, timeout=240)
        with sqlite3.connect(f"file:{cls.folder / 'baton.db'}?mode=ro", uri=True) as db:
            cls.dues = db.execute("SELECT count(*), min(due) FROM dues").fetchone()  # before a test adds words

    @classmethod
    def tearDownClass(cls):
        cls.keeper.cleanup()

    def test_a_state_its_history_does_not_add_up_to(self):
        done = subprocess.run([str(local_baton.build_folder() / "baton"), "replay", "--config", str(self.config)],
                              capture_output=True, text=True, timeout=240)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"replayed {CASES} cases of {CASES} customers", done.stdout)

    def test_work_of_the_clock_that_would_count_as_the_cost_of_a_word(self):
        customers, first = self.dues
        self.assertEqual(customers, CASES)
        self.assertGreater(first / 1000 - time.time(), scale.FRESH_FOR_S, "due while the store is taken for young")

    def test_customers_the_load_would_not_find(self):
        with programs.host(self.folder) as host:
            programs.load(host.port, 60, warmup=0, connections=8, each_once=1, count=CASES, conversations=CASES)
            host.drained_s(30)
            admin = host.as_token("demo-admin")
            rows, cursor = [], None
            while True:
                page = admin.get("/v1/cases", limit=200, cursor=cursor).json
                rows += page["cases"]
                cursor = page.get("next_cursor")
                if not cursor:
                    break
            with host.store() as db:
                words = db.execute("SELECT count(*) FROM history WHERE cause LIKE 'CustomerWrote%'").fetchone()[0]
        self.assertEqual(len(rows), CASES, "a word of a known customer opened another case")
        self.assertTrue(all(row["owner"].startswith("agent:") for row in rows), "a case nobody owns is no case at work")
        self.assertGreaterEqual(words, 2 * CASES, "words of the load are not in the history")


if __name__ == "__main__":
    unittest.main()
