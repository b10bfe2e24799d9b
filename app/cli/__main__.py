"""`python -m app.cli`: the same as `guideline-qa`."""

from app.cli import main

main()
