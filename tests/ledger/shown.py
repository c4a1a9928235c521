# SPDX-License-Identifier: MIT
"""What a host shows of a store that must be the same under every later one: who had which case, and every word."""


def shown(baton) -> dict:
    cases = {}
    for row in baton.every_case():
        said = [{name: m[name] for name in ("from", "author", "at", "text")} for m in baton.messages(row["id"])]
        customer = baton.case(row["id"])["customer"]["name"]
        cases[row["id"]] = {"customer": customer, "opened": row["opened"], "said": said}
    return cases
