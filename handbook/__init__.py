"""The documentation as a site: what MkDocs is told beyond `docs/`, and who makes the pictures."""
