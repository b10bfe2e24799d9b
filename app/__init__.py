"""Question in, Answer out: understanding, positions, verdict by rule, citations."""
