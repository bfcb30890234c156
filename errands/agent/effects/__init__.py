"""Effects: which actions can't be undone, and what a yes to one is."""
