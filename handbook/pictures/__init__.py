"""The site's pictures: drawn and taken in a real browser, committed, and looked at."""
