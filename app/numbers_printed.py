"""The value of a number as it is printed, in figures or in words."""

from app.quantities import NUMBER_WORDS


def number(printed: str) -> float | None:
    """Value of a printed number or number word."""
    word = printed.lower().replace("−", "-").replace(",", "")
    if word in NUMBER_WORDS:
        return float(NUMBER_WORDS[word])
    try:
        return float(word)
    except ValueError:
        return None
