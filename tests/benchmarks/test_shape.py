"""The figures of the shape of the code count what they say, and do not get worse."""

import pytest

from benchmarks import shape

LIMITS = {  # may only get smaller, but for the first two, which grow with what the project does
    "modules": 460,
    "lines": 90_000,
    "folders with too many modules": 0,
    "module names in several folders": 0,
    "class names in several modules": 0,
    "small modules with one importer beside them": 0,
    "deferred imports of what is not heavy": 10,
    "public names that nothing reaches": 0,
    "documented functions that do not say what they return": 0,
}
PACKAGE = {
    "__init__.py": "from pack.room.used import start\n",
    "room/__init__.py": "",
    "room/used.py": "import json\nfrom pack.room.small import One\n\n\ndef start():\n    One()\n",
    "room/small.py": "class One:\n    pass\n\n\ndef dead():\n    return forgotten()\n\n\n"
    "def forgotten():\n    import csv\n    import scipy\n",
    "hall/__init__.py": "",
    "hall/small.py": 'class One:\n    pass\n\n\ndef give(a) -> int:\n    """Give.\n\n    '
    'Parameters\n    ----------\n    a : int\n        It.\n    """\n    return a\n',
}


@pytest.fixture
def found(tmp_path):
    """Figures of a small package."""
    for name, text in PACKAGE.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    user = tmp_path / "user.py"
    user.write_text("from pack import start\nprint(give(1))\n", encoding="utf-8")
    return shape.figures(tmp_path / "pack", [user], "pack")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("modules", 6),
        ("lines", sum(text.count("\n") for text in PACKAGE.values())),
        ("folders with too many modules", []),
        ("module names in several folders", ["small: hall.small, room.small"]),
        ("class names in several modules", ["One: hall.small, room.small"]),
        ("small modules with one importer beside them", ["room.small"]),
        ("deferred imports of what is not heavy", ["room.small: csv"]),
        ("public names that nothing reaches", ["room.small.dead", "room.small.forgotten"]),
        ("documented functions that do not say what they return", ["hall.small.give"]),
    ],
)
def test_each_figure_counts_what_it_says(found, figure, expected):
    assert found[figure] == expected


def test_a_full_folder_is_named(tmp_path):
    for place in range(shape.MOST_IN_A_FOLDER + 1):
        (tmp_path / f"m{place}.py").write_text("", encoding="utf-8")
    (tmp_path / "room").mkdir()
    for place in range(shape.MOST_IN_A_FOLDER + 1):
        (tmp_path / "room" / f"m{place}.py").write_text("", encoding="utf-8")
    assert shape.figures(tmp_path, [], "pack")["folders with too many modules"] == [
        ": 15",
        "room: 15",
    ]


def test_folders_of_one_name_are_not_modules_of_one_name(tmp_path):
    for file in ("read/surveys/form.py", "judge/surveys/share.py", "judge/form.py"):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in (path.parent, path.parent.parent):
            (folder / "__init__.py").write_text("", encoding="utf-8")
        path.write_text("", encoding="utf-8")
    found = shape.figures(tmp_path, [], "pack")["module names in several folders"]
    assert found == ["form: judge.form, read.surveys.form"]


@pytest.mark.parametrize(("name", "expected"), [("Basis", 0), ("Level", 1)])
def test_what_every_report_has_may_have_one_name(tmp_path, name, expected):
    for report in ("rates", "levels"):
        path = tmp_path / "reports" / report / "basis.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"class {name}:\n    pass\n", encoding="utf-8")
    found = shape.figures(tmp_path, [], "pack")["class names in several modules"]
    assert len(found) == expected


def test_a_section_has_a_file_of_its_own(tmp_path):
    folder = tmp_path / "reports" / "rates"
    folder.mkdir(parents=True)
    lists = (
        "from pack.reports.rates.left_out import SECTION\nfrom pack.reports.rates.told import say\n"
    )
    for name, text in {
        "report": lists,
        "left_out": "",
        "told": "import pack.reports.rates.x\n",
    }.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "x.py").write_text("", encoding="utf-8")
    (folder / "__init__.py").write_text("", encoding="utf-8")
    modules = shape.modules_of(tmp_path)
    found = shape.one_importer(modules, shape.importers(modules, "pack"))
    assert found == ["reports.rates.x"]


def test_a_road_counts_modules_and_returns():
    road = shape.Road(("",), ["a", "b", "a", "c", "b", "c", "b"])
    assert road.first_in == ["a", "b", "c"]
    assert road.n_returns == 2  # from b to a, from c to b


def test_no_figure_gets_worse(project):
    found = shape.figures(shape.SOURCE, shape.users_of(project))
    numbers = {
        name: value if isinstance(value, int) else len(value) for name, value in found.items()
    }
    worse = {name: n for name, n in numbers.items() if n > LIMITS[name]}
    assert not worse
