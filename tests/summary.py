# SPDX-License-Identifier: MIT
"""The last line of ./tests/run: counts single tests out of ctest's JUnit file, one by one where a program reports its own."""
import re
import sys
import xml.etree.ElementTree as tree

# GoogleTest: "[  PASSED  ] 12 tests."; unittest: "Ran 12 tests in 3.1s" and "FAILED (failures=1, errors=1)".
GTEST = {"passed": r"\[  PASSED  \] (\d+) tests?", "skipped": r"\[  SKIPPED \] (\d+) tests?", "failed": r"\[  FAILED  \] (\d+) tests?,"}


def counts(output: str, passed: bool, skipped: bool) -> tuple[int, int, int]:
    ran = re.search(r"^Ran (\d+) tests? in ", output, re.M)
    if ran:
        bad = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", output.splitlines()[-1] if output else ""))
        skips = sum(int(n) for n in re.findall(r"skipped=(\d+)", output))
        if bad == 0 and not passed:
            bad = 1
        return max(int(ran.group(1)) - bad - skips, 0), bad, skips
    found = {name: sum(int(n) for n in re.findall(pattern, output)) for name, pattern in GTEST.items()}
    if found["passed"] or found["failed"] or found["skipped"]:
        failed = found["failed"] if found["failed"] or passed else 1
        return found["passed"], failed, found["skipped"]
    if skipped:
        return 0, 0, 1
    return (1, 0, 0) if passed else (0, 1, 0)


def main() -> int:
    try:
        root = tree.parse(sys.argv[1]).getroot()
    except (OSError, tree.ParseError) as error:
        print(f"baton: the tests left no result: {error}", file=sys.stderr)
        print("0 passed, 1 failed")
        return 1
    total = [0, 0, 0]
    names = []
    for case in root.iter("testcase"):
        status = case.get("status")
        bad = case.find("failure") is not None or status == "fail"
        skipped = case.find("skipped") is not None or status in ("notrun", "disabled")
        output = (case.findtext("system-out") or "").rstrip()
        one = counts(output, not bad, skipped)
        total = [a + b for a, b in zip(total, one)]
        if bad:
            names.append(case.get("name"))
    for name in names:
        print(f"failed: {name}")
    passed, failed, skipped = total
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or names or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
