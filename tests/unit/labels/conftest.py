from hypothesis import HealthCheck, settings

# As in tests/unit/agent: how long a page takes on a busy machine is no fault of the page.
settings.register_profile(
    "labels", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("labels")
