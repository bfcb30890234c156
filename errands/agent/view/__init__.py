"""The view: which parts of a page a prompt shows, and in which lines."""
