import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.languages import find_method


@pytest.mark.parametrize(
    ("name", "extractant"),
    [
        *((name, "2 M HNO3") for name in ("2 mol/L nitric acid", "HNO3 2 M", "2 M HNO3")),
        *((name, "2 M HNO3") for name in ("HNO3 (2M)", "2 mol l-1 HNO3", "2N nitric acid")),
        *((name, "2 M HNO3") for name in ("acide nitrique 2 M", "HNO3, 2 mol/l")),
        *((name, "0.43 M HNO3") for name in ("0,43 mol/l HNO3", "nitric acid 0.43 M extractable")),
        ("1 mol/L ammonium nitrate", "NH4NO3"),
        ("CaCl2 0.01 mol/L", "CaCl2"),
        ("1 mol/l hydrochloric acid", "1 M HCl"),
    ],
)
def test_an_extraction_is_known_by_what_its_name_means(name, extractant):
    assert find_method(name).extractant == extractant
    assert find_method(name).fraction == "extractable"


@pytest.mark.parametrize("name", ["7 M HNO3", "2 M", "nitric acid 2 M and H2O2", "x" * 50_000])
def test_another_strength_or_mixture_is_not_taken_for_it(name):
    with pytest.raises(VocabularyError):
        find_method(name)
