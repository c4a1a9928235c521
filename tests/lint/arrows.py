#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every include and every link follows the table of rooms (rooms.py). All rooms share one include path, so the compiler
would take an arrow that runs the wrong way; this does not.

    arrows.py ROOT
"""
import re
import sys
from pathlib import Path

import rooms
import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
GENERATED = re.compile(r"(_manifest|_schema|_schema_text)\.h$")  # made by the build from files beside the code
COMMAND = re.compile(r"\b(baton_room|baton_add_plugin|target_link_libraries)\s*\(([^()]*)\)", re.I)
KEYWORDS = {"PUBLIC", "PRIVATE", "INTERFACE"}
STOPS = {"PCH", "TEST_LINKS", "TESTS", "SOURCES", "MANIFEST", "SCHEMA"}
HOUSE_TARGETS = {"baton::abi": "sdk/include", "baton::sdk": "sdk/cpp", "baton::wire": "sdk/wire",
                 "baton::manifest": "host/plugin/manifest",
                 "baton::core_testing": "host/core/testing"}


def room_of(name: str) -> str:
    """The room a path belongs to; "" for none. A plugin's room is its own folder."""
    parts = name.split("/")
    for length in (3, 2, 1):
        room = "/".join(parts[:length])
        if len(parts) > length and room in rooms.MAY_KNOW:
            return "/".join(parts[:2]) if room in ("plugins", "connectors") else room
        if len(parts) > length and room in rooms.FREE:
            return room
    return ""


def knows(room: str) -> tuple:
    return rooms.MAY_KNOW[room.split("/")[0] if room.startswith(("plugins/", "connectors/")) else room]


def is_test(name: str) -> bool:
    return name.endswith("_test.cpp") or name.startswith("tests/") or "/testing/" in name


class Arrows:
    def __init__(self, root: Path):
        self.root = root
        self.paths = [path for path in tree.files(root) if tree.language(path) in ("c", "cmake")]
        self.names = {path.relative_to(root).as_posix() for path in self.paths}
        self.findings: list[str] = []
        self.included: dict[str, set] = {}  # room -> rooms its code (tests apart) includes
        self.linked: dict[str, set] = {}    # room -> rooms its library links
        self.arrows = 0

    def look(self):
        for path in self.paths:
            name = path.relative_to(self.root).as_posix()
            room = room_of(name)
            if tree.language(path) == "cmake":
                if room and room not in rooms.FREE:
                    self.links(name, room, tree.read(path))
            elif not room:
                self.findings.append(f"{name}: is in no room; add its folder to tests/lint/rooms.py")
            else:
                self.includes(name, room, tree.read(path))
        self.agreement()

    # Includes

    def includes(self, name: str, room: str, text: str):
        for mark, what in INCLUDE.findall(text):
            self.arrows += 1
            target = self.target(name, mark, what)
            if target is None:
                self.outside(name, room, mark, what)
            elif target != room:
                self.arrow(name, room, what, target)

    def target(self, name: str, mark: str, what: str) -> str | None:
        """The room an include leads to; None when it leads out of the house."""
        if mark == '"':
            beside = self._normal(name.rsplit("/", 1)[0] + "/" + what)
            if beside in self.names:
                return room_of(beside)
            layered = next((room for room in rooms.LAYERED if name.startswith(room + "/")), None)
            if layered and any(other.startswith(layered + "/") and other.endswith("/" + what) for other in self.names):
                return layered
        if what in self.names:
            return room_of(what)
        for root, room in (("sdk/include", "sdk/include"), ("sdk/cpp", "sdk/cpp")):
            if f"{root}/{what}" in self.names:
                return room
        return None

    @staticmethod
    def _normal(path: str) -> str:
        parts: list[str] = []
        for part in path.split("/"):
            if part == "..":
                parts = parts[:-1]
            elif part != ".":
                parts.append(part)
        return "/".join(parts)

    def arrow(self, name: str, room: str, what: str, target: str):
        if room in rooms.FREE:
            return
        if not is_test(name) or room.endswith("/testing"):
            self.included.setdefault(room, set()).add(target)
        allowed = knows(room) + (rooms.TESTS_MAY_KNOW.get(room, ()) if is_test(name) else ())
        if target not in allowed:
            self.findings.append(f"{name}: includes {what}, but {room} may not know {target or 'what is in no room'}")

    def outside(self, name: str, room: str, mark: str, what: str):
        if mark == '"':
            if not GENERATED.search(what):
                self.findings.append(f"{name}: includes \"{what}\", which is nowhere")
            return
        if "/" not in what and not what.endswith((".h", ".hpp")):
            return  # <vector>
        library = next((begin for begin in rooms.LIBRARIES if what.startswith(begin)), None)
        if library is not None:
            tested = library in ("gtest/", "gmock/") and is_test(name)
            places = rooms.LIBRARIES[library]
            if not tested and not name.startswith(places):
                self.findings.append(f"{name}: includes <{what}>; {library} belongs to {', '.join(places)}")
        elif what.startswith(rooms.C_LIBRARY):
            if room == "host/core" or (room == "sdk/include" and what not in ("stddef.h", "stdint.h")):
                self.findings.append(f"{name}: includes <{what}>, but {room} is pure")
        elif not what.startswith(rooms.SYSTEM):
            self.findings.append(f"{name}: includes <{what}>, a library that rooms.py does not know")
        elif room in rooms.PURE and not is_test(name):
            self.findings.append(f"{name}: includes <{what}>, but {room} is pure")

    # Links

    def links(self, name: str, room: str, text: str):
        text = re.sub(r"#[^\n]*", "", text)
        for command, arguments in COMMAND.findall(text):
            words = arguments.split()
            for word in self._linked_words(command.lower(), words):
                self.link(name, room, command.lower(), words[0], word)

    @staticmethod
    def _linked_words(command: str, words: list[str]) -> list[str]:
        if command == "target_link_libraries":
            return [word for word in words[1:] if word not in KEYWORDS]
        found, taking = [], False
        for word in words[1:]:
            taking = word == "LINKS" or (taking and word not in STOPS)
            if taking and word != "LINKS":
                found.append(word)
        return found

    def link(self, name: str, room: str, command: str, target: str, word: str):
        if word.startswith("baton::"):
            linked = HOUSE_TARGETS.get(word, "host/" + word[len("baton::"):])
            if linked == room:
                return
            self.linked.setdefault(room, set()).add(linked)
            if linked not in knows(room):
                self.findings.append(f"{name}: {target} links {word}, but {room} may not know {linked}")
        elif word in rooms.BOOST_TARGETS:
            owners = rooms.BOOST_TARGETS[word]
            if room not in owners:
                self.findings.append(f"{name}: {target} links {word}, which belongs to {', '.join(owners)}")
        elif word in rooms.LIBRARY_OF_TARGET:
            library = rooms.LIBRARY_OF_TARGET[word]
            inside = room + "/"
            if not any(inside.startswith(place) or place.startswith(inside) for place in rooms.LIBRARIES[library]):
                self.findings.append(f"{name}: {target} links {word}, but {room} may not include {library}")
        elif word.startswith("baton_") and word != "baton_warnings":
            self.findings.append(f"{name}: {target} links {word} past its alias; write baton::...")

    def agreement(self):
        """What a room includes it links, itself or through a room it links; what it links it includes."""
        for room in sorted(set(self.included) | set(self.linked)):
            wanted = self.included.get(room, set())
            if room.startswith(("sdk/", "plugins/", "connectors/")):
                continue  # headers only; baton_add_plugin() links the SDK by itself
            reached, rest = set(), list(self.linked.get(room, ()))
            while rest:
                one = rest.pop()
                if one not in reached:
                    reached.add(one)
                    rest += self.linked.get(one, ())
            for missing in sorted(wanted - reached):
                self.findings.append(f"{room}: includes {missing} and does not link it")
            for idle in sorted(self.linked.get(room, set()) - wanted):
                self.findings.append(f"{room}: links {idle} and includes nothing of it")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    arrows = Arrows(Path(sys.argv[1]).resolve())
    arrows.look()
    print("\n".join(arrows.findings + [f"{arrows.arrows} includes, {len(arrows.findings)} findings"]))
    return 1 if arrows.findings or arrows.arrows == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
