"""One file a version, in order; never edited once landed."""
