import pytest

from errands.contracts.address import is_inner_name, is_public, parse_address, parse_host

ALLOWED = ("shop.test", "xn--bcher-kva.test", "pay.test:8443", "127.0.0.1:8000", "[::1]:80")


def is_admitted(url: str) -> bool:
    address = parse_address(url)
    return address is not None and address.is_page and address.is_listed(ALLOWED)


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.test/",
        "https://shop.test/cart?x=1#y",
        "HTTPS://SHOP.TEST./",
        "https://shop.test:443/",
        "https://pay.test:8443/",
        "https://bücher.test/",
        "http://2130706433:8000/",
        "http:\\\\shop.test\\cart",
    ],
)
def test_a_listed_host_is_known_in_every_spelling(url: str) -> None:
    assert is_admitted(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/",
        "https://shop.test.evil.test/",
        "https://evil.test/shop.test",
        "https://evil.test#shop.test",
        "https://evil.test?shop.test",
        "https://evil.test\\@shop.test/",
        "https://shop.test@evil.test/",
        "https://maya@shop.test/",
        "https://maya:pw@shop.test/",
        "https://sh0p.test/",
        "https://shoр.test/",  # noqa: RUF001 a Cyrillic letter
        "https://xn--sho-7cd.test/",
        "https://bucher.test/",
        "https://shop.test:8443/",
        "https://pay.test/",
        "http://pay.test:443/",
        "https://sub.shop.test/",
        "ftp://shop.test/",
        "ws://shop.test/",
        "file:///etc/passwd",
        "file://shop.test/etc/passwd",
        "data:text/html,shop.test",
        "blob:https://shop.test/1",
        "javascript:location='https://shop.test'",
        "view-source:https://shop.test/",
        "about:blank",
        "",
        "http://",
        "http://[",
        "http://shop.test:99999/",
        "//shop.test/",
        "shop.test",
    ],
)
def test_what_only_looks_like_a_listed_host_is_none(url: str) -> None:
    assert not is_admitted(url)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16"),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"),
        *(
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "::ffff:0:7f00:1",
            "4000::1",
            "3fff::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001:db8::1",
        ),
        *("2001::1", "no number"),
    ],
)
def test_numbers_that_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number",
    ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_numbers_that_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "url",
    [
        *("http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/"),
        *("http://0x7f.0.0x1/", "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://127.0.0.1./"),
        *("http://%31%32%37.0.0.1/", "http://user@127.0.0.1/"),
    ],
)
def test_a_number_is_read_in_every_writing(url: str) -> None:
    address = parse_address(url)
    assert address is not None
    assert address.host == "127.0.0.1"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "app.localhost", "printer.local", "metadata.google.internal"],
)
def test_names_that_are_inside_by_their_form(host: str) -> None:
    assert is_inner_name(host)


def test_names_that_only_hold_such_a_word_are_not_inside() -> None:
    for host in ("localhost.test", "local.test", "mylocalhost", "internal.test"):
        assert not is_inner_name(host)


def test_an_entry_is_written_as_a_browser_writes_it() -> None:
    assert parse_host("Bücher.test:08080") == "xn--bcher-kva.test:8080"
    assert parse_host("SHOP.test.") == "shop.test"
    for text in ("a b", "https://x.test", "x.test:0", "x.test:70000", "", "x/y", "x@y"):
        with pytest.raises(ValueError, match=r"host|port"):
            parse_host(text)
