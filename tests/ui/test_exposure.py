"""How the pages are exposed is read from the settings, and what is wrong there is told."""

import pytest

from ui.errors import (
    ExposureUnfit,
    NetworkUnfit,
    OriginUnfit,
    RateUnfit,
    SignOnHeaderUnfit,
    SignOnIncomplete,
)
from ui.exposure import Exposure, exposure_of
from ui.settings import Settings
from ui.wording import say_error


def exposed(**settings: str) -> Exposure:
    return exposure_of(Settings.from_env({f"SELON_{name}": v for name, v in settings.items()}))


def test_without_settings_the_machine_itself_is_believed_and_a_town_hall_not_hurt() -> None:
    found = exposed()
    assert "127.0.0.1" in found.proxies
    assert "::1" in found.proxies
    assert "10.0.0.1" not in found.proxies
    assert (found.rate, found.origins, found.sign_on) == (120, (), None)


def test_named_proxies_take_the_place_of_the_machine() -> None:
    found = exposed(PROXIES="10.0.0.1, 192.168.4.0/24")
    assert "192.168.4.9" in found.proxies
    assert "127.0.0.1" not in found.proxies


def test_the_rate_is_a_number_of_questions_and_none_is_no_limit() -> None:
    assert exposed(RATE="30").rate == 30
    assert exposed(RATE="0").rate == 0


def test_origins_are_read_as_browsers_write_them() -> None:
    listed = "https://WWW.Exemple.fr/, https://a.exemple.fr:8443 http://localhost:8000"
    assert exposed(EMBEDDED_IN=listed).origins == (
        "https://www.exemple.fr",
        "https://a.exemple.fr:8443",
        "http://localhost:8000",
    )


def test_a_sign_on_is_a_header_and_whom_it_is_believed_of() -> None:
    found = exposed(SSO_HEADER="X-Remote-User", SSO_PROXY="10.0.0.5").sign_on
    assert found is not None
    assert found.header == "x-remote-user"
    assert "10.0.0.5" in found.proxies
    assert "127.0.0.1" not in found.proxies


@pytest.mark.parametrize(
    ("settings", "error", "told"),
    [
        ({"PROXIES": "nginx"}, NetworkUnfit, "nginx"),
        ({"PROXIES": "0.0.0.0/0"}, NetworkUnfit, "0.0.0.0/0"),
        ({"RATE": "beaucoup"}, RateUnfit, "beaucoup"),
        ({"RATE": "-1"}, RateUnfit, "-1"),
        ({"RATE": "1.5"}, RateUnfit, "1.5"),
        ({"EMBEDDED_IN": "*"}, OriginUnfit, "*"),
        ({"EMBEDDED_IN": "https://*.exemple.fr"}, OriginUnfit, "https://*.exemple.fr"),
        ({"EMBEDDED_IN": "http://www.exemple.fr"}, OriginUnfit, "http://www.exemple.fr"),
        ({"EMBEDDED_IN": "https://exemple.fr/page"}, OriginUnfit, "https://exemple.fr/page"),
        ({"EMBEDDED_IN": "https://a@exemple.fr"}, OriginUnfit, "https://a@exemple.fr"),
        ({"EMBEDDED_IN": "https://exemple.fr;"}, OriginUnfit, "https://exemple.fr;"),
        ({"EMBEDDED_IN": "www.exemple.fr"}, OriginUnfit, "www.exemple.fr"),
        ({"SSO_HEADER": "X-Remote-User"}, SignOnIncomplete, "SELON_SSO_PROXY"),
        ({"SSO_PROXY": "10.0.0.5"}, SignOnIncomplete, "SELON_SSO_HEADER"),
        ({"SSO_HEADER": "X-User", "SSO_PROXY": ","}, SignOnIncomplete, "SELON_SSO_PROXY"),
        ({"SSO_HEADER": "X-User", "SSO_PROXY": "::/0"}, NetworkUnfit, "SELON_SSO_PROXY"),
        ({"SSO_HEADER": "X User", "SSO_PROXY": "10.0.0.5"}, SignOnHeaderUnfit, "X User"),
        ({"SSO_HEADER": "Cookie", "SSO_PROXY": "10.0.0.5"}, SignOnHeaderUnfit, "Cookie"),
        ({"SSO_HEADER": "X-Forwarded-For", "SSO_PROXY": "10.0.0.5"}, SignOnHeaderUnfit, "For"),
        ({"SSO_HEADER": "X-Selon-Csrf", "SSO_PROXY": "10.0.0.5"}, SignOnHeaderUnfit, "Csrf"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_with_its_value(
    settings: dict[str, str], error: type[ExposureUnfit], told: str
) -> None:
    with pytest.raises(error) as raised:
        exposed(**settings)
    assert told in say_error(raised.value)


@pytest.mark.parametrize(
    "header", ["X-Remote-User", "X-Forwarded-User", "Remote-User", "OIDC-Name"]
)
def test_headers_that_proxies_usually_send_will_do(header: str) -> None:
    assert exposed(SSO_HEADER=header, SSO_PROXY="10.0.0.5").sign_on is not None
