"""The guard that keeps every other test off the network."""

import socket

import pytest


@pytest.mark.parametrize(
    "reach",
    [
        pytest.param(lambda s: s.connect(("192.0.2.1", 80)), id="connect by number"),
        pytest.param(lambda s: s.connect(("example.invalid", 80)), id="connect by name"),
        pytest.param(lambda s: s.connect_ex(("192.0.2.1", 80)), id="connect_ex"),
        pytest.param(lambda s: s.sendto(b"x", ("192.0.2.1", 53)), id="datagram"),
        pytest.param(lambda s: s.sendto(b"x", 0, ("192.0.2.1", 53)), id="datagram with flags"),
        pytest.param(lambda _: socket.getaddrinfo("example.invalid", 80), id="name look-up"),
        pytest.param(lambda _: socket.create_connection(("192.0.2.1", 80)), id="create_connection"),
    ],
)
def test_everything_but_loopback_is_refused(reach, network) -> None:
    kind = socket.SOCK_DGRAM
    with socket.socket(type=kind) as opened, pytest.raises(RuntimeError, match="only loopback"):
        reach(opened)
    assert len(network.attempts) == 1
    network.attempts.clear()


def test_loopback_and_unix_sockets_pass() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port)) as client:
            assert client.getpeername()[1] == port
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"


def test_an_attempt_that_a_library_swallows_is_remembered(network) -> None:
    with socket.socket() as opened:
        try:
            opened.connect(("192.0.2.1", 80))
        except RuntimeError:
            swallowed = True
    assert swallowed
    assert network.attempts == ["192.0.2.1"]
    network.attempts.clear()
