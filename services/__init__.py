"""Processes that run on their own: API, workers, inference."""
