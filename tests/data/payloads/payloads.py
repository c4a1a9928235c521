#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every WhatsApp payload of the data, signed, into a host: accepted, ignored with a reason, or refused; never a 5xx,
never without a trace. Passes: wrongly signed, as they are (other accounts'), as ours, as ours and now. A line a figure:

    data NAME set=PASS value=V n=N

Exits 1 where one vanished, a 5xx was answered, the host ended or `baton replay` differs; 77 without the data.
"""
import argparse
import collections
import dataclasses
import hashlib
import hmac
import json
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2] / "host" / "demo")]
from data_folder import SKIPPED, figure, part  # noqa: E402
from local_baton import CONNECTOR, Http, Local  # noqa: E402
from ours import as_ours  # noqa: E402
from store_rows import facts_by_time, is_office  # noqa: E402
from stored_history import replay_agrees  # noqa: E402

SECRET = b"sandbox-secret"
OUTCOMES = ("accepted", "unchanged", "recorded", "ignored", "refused", "vanished", "failed")


@dataclasses.dataclass
class Posted:
    source: str
    status: int
    answer: str
    at_ms: int
    log: list[str]          # lines the host wrote meanwhile
    listed: bool            # the connector read its templates again
    outcome: str = ""
    why: str = ""
    facts: list[str] = dataclasses.field(default_factory=list)

    def judge(self, rows: list[tuple[str, list[str]]]):
        """accepted: a customer's history has it. unchanged: it was decided there, and all was so already. recorded: the
        channel's history has it, or the templates were read again."""
        decided = [names for stream, names in rows if not is_office(stream)]
        customers = [name for names in decided for name in names]
        office = [name for stream, names in rows for name in names if is_office(stream)]
        ignored = [line for line in self.log if " was ignored" in line]
        self.facts = customers + office
        if self.status >= 500 or self.status == 0:
            self.outcome, self.why = "failed", f"{self.status} {self.answer}"
        elif self.status >= 400:
            reason = self.answer.strip() or " | ".join(self.log)
            self.outcome, self.why = ("refused" if reason else "vanished"), f"{self.status} {reason}"
        elif customers:
            self.outcome = "accepted"
        elif ignored:
            self.outcome, self.why = "ignored", " | ".join(ignored)
        elif decided:
            self.outcome, self.why = "unchanged", "stored as decided; all was so already"
        elif office or self.listed:
            self.outcome, self.why = "recorded", "templates read again" if self.listed else " ".join(office)
        else:
            self.outcome, self.why = "vanished", "200, and no trace in history or log"


class Poster:
    """Posts to one host. Each payload has a moment of its own, by which its facts are found afterwards."""

    def __init__(self, local: Local):
        self.local = local
        self.http = Http(local.host.url)

    def post(self, source: str, payload: dict, secret: bytes = SECRET) -> Posted:
        self.local.sandbox.advance(seconds=1)
        at_ms = self.local.sandbox.now_ms()
        log_before, requests_before = self.local.host.log.stat().st_size, len(self.local.sandbox.requests())
        body = json.dumps(payload).encode()
        signature = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature}
        try:
            answer = self.http.call("POST", f"/hooks/{CONNECTOR}", body, headers)
            status, said = answer.status, answer.body.decode("utf-8", "replace")
        except OSError as error:
            status, said = 0, repr(error)
        self.local.sandbox.advance(ms=0)  # what follows from it (media, templates, seats) is decided in its moment
        with open(self.local.host.log, "rb") as log:
            log.seek(log_before)
            lines = [re.sub(r"^\S+Z \w+ ", "", line) for line in log.read().decode("utf-8", "replace").splitlines()]
        later = self.local.sandbox.requests()[requests_before:]
        return Posted(source, status, said, at_ms, lines, any("message_templates" in row["path"] for row in later))


def run_passes(local: Local, payloads: list[dict]) -> dict[str, list[Posted]]:
    poster = Poster(local)

    def run(change, **signed):
        return [poster.post(item["src"], change(item["payload"], n), **signed) for n, item in enumerate(payloads)]

    return {
        "wrong_signature": run(lambda payload, _: payload, secret=b"not-the-secret"),
        "as_is": run(lambda payload, _: payload),
        "ours_late": run(lambda payload, n: as_ours(payload, f"-late{n}")),
        "ours_now": run(lambda payload, n: as_ours(payload, f"-now{n}", local.sandbox.now_ms())),
    }


def report(name: str, posted: list[Posted], show: bool):
    count = collections.Counter(one.outcome for one in posted)
    for outcome in OUTCOMES:
        figure(f"payloads_{outcome}", name, count[outcome], len(posted))
    reasons = collections.Counter(f"{one.outcome}: {one.why[:160]}" for one in posted if one.outcome != "accepted")
    for reason, n in reasons.most_common():
        print(f"payloads: {name}: {n} {reason}")
    facts = collections.Counter(fact for one in posted if one.outcome == "accepted" for fact in set(one.facts))
    if facts:
        behind = ", ".join(f"{fact} {n}" for fact, n in facts.most_common())
        print(f"payloads: {name}: payloads behind each fact: {behind}")
    for one in posted if show else []:
        print(f"  {one.outcome:9} {one.source}: {one.why or ' '.join(one.facts)}")


def still_serves(local: Local) -> bool:
    """After all that, the next customer gets a case like any other."""
    local.sandbox.advance(seconds=1)
    told = local.sandbox.says("447911000001", "Is anybody still there?", name="Last Customer")
    names = {local.case(row["id"])["customer"]["name"] for row in local.cases(sort="-opened")[:5]}
    return [d["status"] for d in told["deliveries"]] == [200] and "Last Customer" in names and local.host.running


def main(words=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="one line a payload: what became of it and why")
    options = parser.parse_args(words)
    file = part("webhooks/whatsapp_payloads.jsonl")
    if file is None:
        return SKIPPED
    payloads = [json.loads(line) for line in file.read_text().splitlines()]
    with tempfile.TemporaryDirectory(prefix="baton-payloads-") as folder:
        with Local(Path(folder)) as local:
            # The templates are read once at the start; that is no payload's doing.
            local.until(lambda: local.admin.get("/v1/templates")["templates"], "the templates are known", limit_s=60)
            passes = run_passes(local, payloads)
            serves = still_serves(local)
        stored = facts_by_time(Path(folder) / "baton.db")
        agrees = replay_agrees(local.config)
    for name, posted in passes.items():
        for one in posted:
            one.judge(stored.get(one.at_ms, []))
        report(name, posted, options.show)

    ours = passes["ours_late"] + passes["ours_now"]
    whole = {
        "every payload is accepted, recorded, ignored with a reason, or refused": all(
            one.outcome not in ("vanished", "failed") for posted in passes.values() for one in posted),
        "a wrong signature is always refused, and stores nothing": all(
            one.outcome == "refused" and not one.facts for one in passes["wrong_signature"]),
        "payloads of other accounts touch no customer, and the log says why": all(
            one.outcome == "ignored" for one in passes["as_is"]),
        "our own are never refused": not any(one.outcome == "refused" for one in ours),
        "the host serves the next customer": serves,
        "baton replay agrees": agrees,
    }
    for what, holds in whole.items():
        if not holds:
            print(f"payloads: does not hold: {what}")
    return 0 if all(whole.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
