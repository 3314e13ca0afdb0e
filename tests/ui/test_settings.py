"""Settings come from the environment alone, and an empty value is no value."""

from pathlib import Path

from platformdirs import user_data_dir

from ui.settings import Settings


def test_selon_home_says_where_everything_is_kept() -> None:
    assert Settings.from_env({"SELON_HOME": "/srv/selon"}).home == Path("/srv/selon")


def test_without_selon_home_the_platform_decides() -> None:
    expected = Path(user_data_dir("selon", appauthor=False))
    assert Settings.from_env({}).home == expected
    assert Settings.from_env({"SELON_HOME": ""}).home == expected


def test_a_tilde_in_selon_home_is_the_users_folder() -> None:
    assert Settings.from_env({"SELON_HOME": "~/selon"}).home == Path.home() / "selon"


def test_the_embedded_model_is_used_unless_another_is_named() -> None:
    assert Settings.from_env({}).model is None
    assert Settings.from_env({"SELON_MODEL": ""}).model is None
    assert Settings.from_env({"SELON_MODEL": "e5-small"}).model == "e5-small"


def test_a_list_of_communes_of_ones_own_is_optional() -> None:
    assert Settings.from_env({}).places is None
    assert Settings.from_env({"SELON_PLACES": ""}).places is None
    assert Settings.from_env({"SELON_PLACES": "~/nord"}).places == Path.home() / "nord"


def test_the_journal_is_off_until_it_is_said_how_long_it_is_kept() -> None:
    assert Settings.from_env({}).months_kept is None
    assert Settings.from_env({"SELON_JOURNAL_MONTHS": " "}).months_kept is None
    assert Settings.from_env({"SELON_JOURNAL_MONTHS": "6"}).months_kept == 6


def test_debug_is_off_unless_it_is_asked_for() -> None:
    assert Settings.from_env({"SELON_DEBUG": "1"}).debug is True
    assert Settings.from_env({"SELON_DEBUG": "0"}).debug is False
    assert Settings.from_env({}).debug is False


def test_downloads_wait_under_the_home() -> None:
    assert Settings.from_env({"SELON_HOME": "/srv/selon"}).inbox == Path("/srv/selon/inbox")


def test_a_glossary_of_ones_own_is_a_file() -> None:
    given = Settings.from_env({"SELON_GLOSSARY": "~/nos-sigles.txt"})
    assert given.glossary == Path.home() / "nos-sigles.txt"
    assert Settings.from_env({"SELON_GLOSSARY": ""}).glossary is None


def test_topics_of_ones_own_are_a_file() -> None:
    assert (
        Settings.from_env({"SELON_TOPICS": "~/themes.yaml"}).topics == Path.home() / "themes.yaml"
    )
    assert Settings.from_env({"SELON_TOPICS": ""}).topics is None
