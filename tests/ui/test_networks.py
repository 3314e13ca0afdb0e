"""Addresses are compared as addresses, however they are written."""

import pytest

from ui.networks import Networks, address, party


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("192.0.2.1", True),
        ("10.20.0.255", True),
        ("10.20.1.0", False),
        ("::ffff:192.0.2.1", True),
        ("2001:DB8:0::7", True),
        ("fe80::1%eth0", True),
        ("192.0.2.1.evil.example", False),
        ("testclient", False),
        ("", False),
    ],
)
def test_an_address_is_among_those_named(host: str, found: bool) -> None:
    named = Networks.read("192.0.2.1, 10.20.0.0/24 2001:db8::/32,fe80::1")
    assert (host in named) is found


@pytest.mark.parametrize("wrong", ["10.0.0.1/8", "*", "0.0.0.0/0", "::/0", "localhost", "10.0.0"])
def test_what_is_no_network_is_named_in_the_error(wrong: str) -> None:
    with pytest.raises(ValueError, match="^" + wrong.replace("*", r"\*").replace(".", r"\.") + "$"):
        Networks.read(f"127.0.0.1, {wrong}")


def test_nothing_is_among_no_networks() -> None:
    assert not Networks.read(" , ")
    assert "127.0.0.1" not in Networks()


def test_all_addresses_of_one_household_are_one_party() -> None:
    assert party("2001:db8:1:2:3::4") == party("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert party("2001:db8:1:3::1") == "2001:db8:1:3::/64"
    assert party("192.0.2.1") == party("::ffff:192.0.2.1") == "192.0.2.1"
    assert party("192.0.2.2") == "192.0.2.2"


def test_what_is_no_address_is_none() -> None:
    assert address("unknown") is None
    assert address("192.0.2.1:443") is None
