from workbench.reports.soil_health.parameters import Parameters


def test_draws_are_as_many_as_asked_for_until_there_are_very_many_sites():
    parameters = Parameters(n_draws=1000)
    assert [parameters.draws_of(n) for n in (0, 100, 4000, 20_000, 10**6)] == [
        *(1000, 1000, 1000, 200, 100)
    ]
