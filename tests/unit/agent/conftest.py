from hypothesis import HealthCheck, settings

# A machine that trains at the same time is slow, which is no fault of a page.
settings.register_profile(
    "agent", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("agent")
