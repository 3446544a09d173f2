import csv
import re
from pathlib import Path

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.people.standard_populations import standard_populations, standard_weights

REFERENCE = Path(__file__).parents[2] / "reference"


def test_the_european_standard_is_that_of_the_reference():
    with (REFERENCE / "health_standard_population_esp2013_85plus.csv").open() as table:
        expected = [float(row["weight"]) for row in csv.DictReader(table)]
    assert standard_weights("Europe 2013", list(range(0, 90, 5))) == expected


def test_sums_are_those_that_were_published():
    sums = {name: sum(b.weight for b in bands) for name, bands in standard_populations().items()}
    assert sums == {"Europe 2013": 100_000, "WHO 2000-2025": 100_035}


def test_bands_follow_each_other_and_the_last_is_open():
    for bands in standard_populations().values():
        assert [band.age_from for band in bands] == [5 * i for i in range(len(bands))]
        assert [band.age_to for band in bands[:-1]] == [5 * i + 4 for i in range(len(bands) - 1)]
        assert bands[-1].age_to is None


def test_every_band_has_a_source_and_says_whether_it_was_read_there():
    for bands in standard_populations().values():
        assert all(band.source and band.verified in {"yes", "partial"} for band in bands)


def test_wider_bands_keep_the_sum():
    assert sum(standard_weights("WHO 2000-2025", [0, 40, 85])) == 100_035


def test_an_unknown_standard_is_refused_with_the_nearest():
    with pytest.raises(VocabularyError, match=re.escape("Did you mean Europe 2013")):
        standard_weights("Europe 2012", [0])


@pytest.mark.parametrize("ages", [[], [5], [0, 17], [0, 10, 5]])
def test_bands_that_do_not_fit_are_refused(ages):
    with pytest.raises(VocabularyError, match="The age bands begin at"):
        standard_weights("Europe 2013", ages)
