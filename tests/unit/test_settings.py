"""Settings: defaults, names, and what is wrong said in one line without its value."""

import pytest

from ingest.errors import SettingsError
from ingest.settings import PREFIX, PROJECT_ROOT, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_lie_where_the_command_runs_if_they_are_there(tmp_path) -> None:
    assert load_settings().corpus_dir == PROJECT_ROOT / "corpus"
    (tmp_path / "corpus").mkdir()
    assert load_settings().corpus_dir == tmp_path / "corpus"


def test_a_value_is_read_from_the_environment_and_an_empty_one_is_none(monkeypatch) -> None:
    monkeypatch.setenv(f"{PREFIX}RETRIEVE_K", "7")
    monkeypatch.setenv(f"{PREFIX}CHROMA_URL", "")
    settings = load_settings()
    assert (settings.retrieve_k, settings.chroma_url) == (7, None)


@pytest.mark.parametrize("place", ["environment", "file"])
def test_a_misspelt_name_is_an_error(tmp_path, monkeypatch, place) -> None:
    if place == "environment":
        monkeypatch.setenv(f"{PREFIX}RETREIVE_K", "7")
    else:
        (tmp_path / ".env").write_text(f"{PREFIX}RETREIVE_K=7\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"(?i)retreive_k"):
        load_settings()


def test_a_wrong_value_is_named_and_not_printed(monkeypatch) -> None:
    monkeypatch.setenv(f"{PREFIX}KEEP_SNAPSHOTS", "sixteen-secret")
    with pytest.raises(SettingsError, match=f"{PREFIX}KEEP_SNAPSHOTS") as caught:
        load_settings()
    assert "sixteen-secret" not in str(caught.value)


def test_a_key_is_not_shown(monkeypatch) -> None:
    monkeypatch.setenv(f"{PREFIX}LLM_API_KEY", "sk-very-secret")
    assert "sk-very-secret" not in repr(load_settings())


def test_a_key_of_another_program_switches_nothing_on(monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-stray")
    settings = load_settings()
    assert (settings.llm_base_url, settings.llm_api_key) == (None, None)
