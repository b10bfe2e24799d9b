"""What the review of an answer means, and how answers and documents are made.

The text lies beside this file, in words for readers; it is ours, so that its Markdown may act.
"""

from pathlib import Path

import streamlit as st

ADDRESS = "editorial-policy"
TITLE = "Editorial policy"
TEXT = Path(__file__).with_suffix(".md")


def main() -> None:
    """Draw the page."""
    st.title(TITLE, anchor=False)
    st.markdown(TEXT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
