#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A host is started on a port that was free a moment before: nobody else may be given it meanwhile."""
import socket
import unittest

from local_baton import free_port, own_ports


class Ports(unittest.TestCase):
    def test_a_port_that_the_system_gives_to_whoever_connects(self):
        for _ in range(50):
            self.assertNotIn(free_port(), own_ports())

    def test_a_port_somebody_listens_on(self):
        for _ in range(50):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", free_port()))
                probe.listen()


if __name__ == "__main__":
    unittest.main(verbosity=2)
