# SPDX-License-Identifier: MIT
"""Payloads of other accounts made ours: the same content under the ids this host is configured for, so that it is
translated and decided and not put aside as somebody else's."""
import copy

WABA = "200000000000001"
PNID = "100000000000001"
TIMES = ("timestamp", "time")
# Where a message, a call, an echo or a status stands; each is an event of its own only under an id of its own.
OWN_IDS = ("messages", "calls", "message_echoes", "statuses")


def _walk(node, visit):
    if isinstance(node, dict):
        for key, value in node.items():
            changed = visit(key, value)
            node[key] = value if changed is None else changed
            _walk(node[key], visit)
    elif isinstance(node, list):
        for value in node:
            _walk(value, visit)


def as_ours(payload: dict, mark: str, now_ms: int | None = None) -> dict:
    """`mark` makes message ids new; with `now_ms` all of it happens now, else at the payload's times (late, I1)."""
    ours = copy.deepcopy(payload)

    def visit(key, value):
        if key == "phone_number_id":
            return PNID
        if key in OWN_IDS and isinstance(value, list):
            for item in value:
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    item["id"] += mark
        if now_ms is not None and key in TIMES and str(value).isdigit():
            return type(value)(now_ms // 1000)
        return None

    _walk(ours, visit)
    for entry in ours.get("entry", []):
        entry["id"] = WABA
    return ours
