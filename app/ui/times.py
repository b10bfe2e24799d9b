"""Kept times as the reader's own clock shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def when(at: str) -> str:
    """A kept time, ISO 8601 in UTC, as day and minute where the browser is."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"
