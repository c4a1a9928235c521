#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""An ownership strategy without a shared library: it speaks sdk/wire/PROTOCOL.md over descriptor 3, written from that
text and the C headers alone. It proposes the lane it was shown, logs a line, and refuses the case "no"."""
import os
import socket
import struct
import sys
import threading
import time

PACKET_MAX = 65536
REPLY, OPEN, CREATE, INIT, START, STOP, DESTROY, PROPOSE = 1, 2, 3, 4, 5, 6, 7, 14
ARE_YOU_THERE, PROPOSED, RETURNED, HERE, ALIVE, LOG_LINE = 22, 28, 32, 34, 35, 38
FUNCTION_RETURNED = 1
OK, REJECTED = 0, 14
ABSENT = 0xFFFFFFFF


class Reader:
    def __init__(self, body: bytes):
        self.body, self.at = body, 0

    def number(self, form: str) -> int:
        value, = struct.unpack_from("<" + form, self.body, self.at)
        self.at += struct.calcsize("<" + form)
        return value

    def text(self):
        size = self.number("I")
        if size == ABSENT:
            return None
        self.at += size
        return self.body[self.at - size:self.at].decode()

    def record(self) -> "Reader":
        size = self.number("I")
        self.at += size
        return Reader(self.body[self.at - size:self.at])


def text(value) -> bytes:
    if value is None:
        return struct.pack("<I", ABSENT)
    return struct.pack("<I", len(value.encode())) + value.encode()


def words(*values) -> bytes:
    return struct.pack("<I", len(values)) + b"".join(map(text, values))


def record(fields: bytes) -> bytes:
    return struct.pack("<I", len(fields)) + fields


def error(status: int, message: str) -> bytes:
    """baton_error_t: its two arrays travel whole."""
    said = message.encode()
    return record(struct.pack("<iQIII", status, 0, 0, len(said), 0) + said.ljust(232, b"\0") + bytes(64))


class Plugin:
    def __init__(self, host: socket.socket):
        self.host, self.lock = host, threading.Lock()

    def send(self, kind: int, number: int, body: bytes = b"", flags: int = 0):
        with self.lock:
            self.host.send(struct.pack("<HHIQ", kind, flags, 0, number) + body)

    def show_signs_of_life(self):
        while True:
            self.send(ALIVE, 0)
            time.sleep(0.5)

    def opened(self, body: Reader) -> bytes:
        protocol = body.number("I")
        self.folder, library, self.instance, self.host_version = (body.text() for _ in range(4))
        kind = body.number("I")
        if protocol != 1 or kind != 1 or not library.startswith(self.folder):
            refusal = ("protocol 1, ownership", library, "", "", f"protocol {protocol}, kind {kind}", "none")
            return words() + b"\0" + struct.pack("<I", 8) + b"".join(map(text, refusal))
        threading.Thread(target=self.show_signs_of_life, daemon=True).start()
        return words("nothing is confined here") + b"\1"

    def propose(self, op: int, body: Reader):
        now, _ = body.number("q"), body.number("Q")
        call, view = body.record(), body.record()
        budget_ms, _, attempt, key = call.number("I"), call.number("Q"), call.number("I"), call.text()
        status, revision, epoch = view.number("I"), view.number("Q"), view.number("Q")
        case, _, owner, lane = (view.text() for _ in range(4))
        if case == "no":
            said = error(REJECTED, "not this case")
            self.send(RETURNED, op, struct.pack("<iB", REJECTED, 0) + b"\1" + said)
            return
        self.send(LOG_LINE, 0, struct.pack("<I", 2) + text(f"asked about {case}") + text('{"from": "python"}'))
        reason = f"{self.instance} {self.host_version} clock={now > 0} budget={budget_ms > 0} attempt={attempt} " \
                 f"key={key} status={status} epoch={epoch} owner={owner}"
        answer = struct.pack("<IQ", 1, revision) + text(lane) + text(None) + text("python") + text(reason)
        answer += struct.pack("<I", 0) + struct.pack("<III", 0, 0, 500)  # no work items; writers, rhythm, confidence
        self.send(PROPOSED, op, record(answer), FUNCTION_RETURNED)

    def run(self):
        while packet := self.host.recv(PACKET_MAX):
            kind, _, _, number = struct.unpack_from("<HHIQ", packet)
            body = Reader(packet[16:])
            if kind == OPEN:
                self.send(REPLY, number, self.opened(body))
            elif kind == CREATE:
                self.send(REPLY, number, struct.pack("<iB", OK, 0))
            elif kind == INIT:
                self.send(REPLY, number, struct.pack("<i", OK) + words("baton.ownership/1") + words() + b"\0")
            elif kind == START:
                self.send(REPLY, number, struct.pack("<iB", OK, 0))
            elif kind in (STOP, DESTROY):
                self.send(REPLY, number)
                if kind == DESTROY:
                    return
            elif kind == ARE_YOU_THERE:
                self.send(HERE, 0)
            elif kind == PROPOSE:
                self.propose(number, body)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "--host":
        sys.exit("a host starts this")
    Plugin(socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=3)).run()
    os._exit(0)
