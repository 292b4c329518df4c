from hypothesis import HealthCheck, settings

# A rule holds however slow the machine: how long an example takes is no part of it.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
