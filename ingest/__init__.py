"""The ground: from files to a published Snapshot."""
