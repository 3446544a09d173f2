import numpy as np
import pandas as pd
import pytest

from workbench.methods.sampling.controls import control_results, ratios_between, ratios_over_time
from workbench.store.frames import empty, typed

E = np.e


def results(*rows):
    """Results of control samples, each sample, laboratory, year and logarithm."""
    named = ("control_id", "lab_id", "measured_on", "value")
    made = [dict(zip(named, (*row[:3], E ** row[3]), strict=True)) for row in rows]
    about = {"iso3": "XAA", "kind": "archived", "substance": "Cd", "unit": "mg/kg"}
    about |= {"source_file": "f", "source_row": 2}
    frame = pd.DataFrame(made).assign(**about)
    missing = set(empty("control_samples")) - set(frame)
    return control_results(typed("control_samples", frame.assign(**dict.fromkeys(missing))))


def test_laboratories_are_compared_on_what_both_measured():
    found = results(
        ("A", "N", "2001", 1.0),
        ("A", "S", "2005", 1.2),
        ("A", "S", "2006", 1.4),
        ("B", "N", "2001", 3.0),
    )
    ratios = ratios_between(found, "lab_id", "S", "N")
    assert ratios.to_dict() == {"A": pytest.approx(0.3)}
    assert ratios_between(found, "lab_id", "S", "W").empty


def test_occasions_of_one_laboratory_are_compared_in_turn():
    found = results(
        ("A", "N", "2001", 1.0),
        ("A", "S", "2003", 9.0),
        ("A", "N", "2005", 1.1),
        ("A", "N", "2009", 1.4),
        ("B", "N", "2001", 5.0),
    )
    assert ratios_over_time(found, one_laboratory=True) == pytest.approx([0.1, 0.3])
    assert ratios_over_time(found, one_laboratory=False) == pytest.approx([8.0, -7.9])


def test_results_of_one_occasion_are_averaged():
    found = results(("A", "N", "2001", 1.0), ("A", "N", "2001-05-01", 2.0), ("A", "N", "2002", 2.0))
    assert ratios_over_time(found, one_laboratory=True) == pytest.approx([0.5])


def test_a_campaign_is_an_occasion_whatever_its_years():
    rows = results(("A", "N", "2001", 1.0), ("A", "N", "2002", 2.0), ("A", "N", "2009", 2.0))
    named = control_results(
        rows[list(empty("control_samples"))].assign(campaign=["one", "one", "two"])
    )
    assert ratios_over_time(named, one_laboratory=True) == pytest.approx([0.5])


def test_results_without_campaign_and_date_tell_nothing_of_time():
    found = results(("A", "N", None, 1.0), ("A", "N", "2002", 2.0))
    assert ratios_over_time(found, one_laboratory=True).size == 0
