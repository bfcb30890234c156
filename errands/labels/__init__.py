"""Judging recorded steps: what can be read back of a page, who is asked next, who agrees."""
