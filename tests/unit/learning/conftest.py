from hypothesis import HealthCheck, settings

# As in tests/unit/agent: how long a script takes on a busy machine is no fault of the script.
settings.register_profile(
    "learning",
    deadline=None,
    max_examples=50,
    # Not every script has a wrong answer to give.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("learning")
