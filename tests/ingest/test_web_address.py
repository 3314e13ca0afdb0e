"""Which addresses may be asked."""

import httpx
import pytest

from ingest.errors import AddressMalformed, AddressNotHttps, AddressPrivate, AddressUnresolved
from ingest.web_address import check_public, is_public, parse_address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.7",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_an_address_that_is_not_everybodys_is_not_public(address: str) -> None:
    assert is_public(address) is False


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::808:808"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address) is True


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(AddressPrivate) as caught:
        check_public("rapports.example", ["93.184.216.34", "10.0.0.1"])
    assert caught.value.values == {"host": "rapports.example", "ip": "10.0.0.1"}


def test_a_name_without_any_address_is_unresolved() -> None:
    with pytest.raises(AddressUnresolved):
        check_public("rapports.example", [])


@pytest.mark.parametrize("text", ["http://rapports.example/a.pdf", "ftp://a", "file:///etc/passwd"])
def test_only_https_is_asked(text: str) -> None:
    with pytest.raises(AddressNotHttps) as caught:
        parse_address(text)
    assert caught.value.values == {"address": text}


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///a.pdf",
        "https://ex ample.fr/",
        "https://a.fr:99999/",
        "https://a.fr:0x50/",
        "https://rapports.example\\@ailleurs.example/",
        "https://xn--/",
    ],
)
def test_what_is_no_address_is_malformed(text: str) -> None:
    with pytest.raises(AddressMalformed):
        parse_address(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(AddressMalformed) as caught:
        parse_address("https://moi:secret@rapports.example/a.pdf")
    assert caught.value.values == {"address": "https://rapports.example/a.pdf"}


def test_an_address_with_spaces_and_accents_is_encoded_as_browsers_do() -> None:
    url = parse_address(" https://Département.example/bilan d'étape.pdf#page=3 ")
    assert str(url) == "https://xn--dpartement-b7a.example/bilan%20d'%C3%A9tape.pdf"


def test_a_relative_address_is_seen_from_its_page() -> None:
    url = parse_address("../b.pdf", base=httpx.URL("https://rapports.example/x/y"))
    assert str(url) == "https://rapports.example/b.pdf"
