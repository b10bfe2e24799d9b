"""From Passages to Statements: one file a family of phrasing."""
