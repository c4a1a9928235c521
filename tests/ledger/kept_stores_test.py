#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A store that an earlier host made loses a word, a case or its replay under this one (C7)."""
import json
import shutil
import subprocess
from pathlib import Path

import local_baton
from process_case import ProcessCase, main
from shown import shown

HERE = Path(__file__).resolve().parent


class KeptStores(ProcessCase):
    def replay(self, config) -> subprocess.CompletedProcess:
        words = [local_baton.build_folder() / "baton", "replay", "--config", config]
        return subprocess.run(words, capture_output=True, text=True)

    def take_over(self, store: Path):
        """Months later, by the clock of the sandbox: what was due meanwhile is decided at the start."""
        folder = self.folder / store.stem
        folder.mkdir()
        shutil.copy(store, folder / "baton.db")
        baton = self.start(store.stem)
        baton.sandbox.advance(ms=1)
        told = json.loads(store.with_suffix(".json").read_text())
        now = shown(baton)
        for case_id, before in told.items():
            self.assertIn(case_id, now, f"a case of {store.name} is lost")
            self.assertEqual(before["customer"], now[case_id]["customer"], case_id)
            self.assertEqual(before["opened"], now[case_id]["opened"], case_id)
            self.assertEqual(before["said"], now[case_id]["said"][:len(before["said"])], case_id)
            self.assertTrue(baton.case(case_id)["owner"], case_id)
        self.assertEqual(0, baton.host.stop())
        done = self.replay(baton.config)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_a_store_of_an_earlier_host_is_not_understood(self):
        stores = sorted(HERE.glob("*.db"))
        self.assertTrue(stores, "no store is kept")
        for store in stores:
            with self.subTest(store=store.name):
                self.take_over(store)


if __name__ == "__main__":
    main()
