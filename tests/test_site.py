"""The documentation comes together: pages in three clicks, links, and a full reference."""

import re

import pytest
import typer

from docs import site
from workbench import methods
from workbench.cli import app
from workbench.reports import ALL_REPORTS, parameters_of
from workbench.store.schema import TABLES
from workbench.vocabulary import table as vocabulary

README_BYTES = 8192
MOST_CLICKS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of the site, as Sphinx gets them."""
    made = tmp_path_factory.mktemp("site") / "pages"
    site.assemble(made)
    return made


@pytest.fixture
def reference(folder):
    """Text of a page of the reference."""
    return lambda name: (folder / "reference" / f"{name}.md").read_text(encoding="utf-8")


def test_each_page_is_reached_within_three_clicks(folder):
    clicks = site.clicks(folder)
    pages = {page.with_suffix("").as_posix() for page in site.pages_in(folder)}
    assert pages - set(clicks) == set()
    assert set(clicks) - pages == set()
    assert max(clicks.values()) <= MOST_CLICKS


def test_each_link_and_picture_is_there(folder):
    assert site.dead_links(folder) == []


def test_the_reference_names_all_that_the_code_declares(reference):
    for report in ALL_REPORTS:
        for name in parameters_of(report).Parameters.model_fields:
            assert f"| `{name}` |" in reference("parameters").partition(f"## {report}\n")[2]
    tables = reference("store_tables")
    assert all(f"\n## {name}\n" in tables for name in TABLES)
    command = reference("command")
    assert all(f"\n## {verb}\n" in command for verb in typer.main.get_command(app).commands)
    listed = re.findall(r"workbench\.methods\.(\w+)", reference("api"))
    assert sorted(listed) == methods.__all__
    assert all(
        f"[{name}]({name}.md)" in reference("vocabulary/index") for name in vocabulary.TABLES
    )


def test_a_dead_link_and_a_page_that_is_nowhere_are_noticed(tmp_path):
    (tmp_path / "index.md").write_text("[a](no.md) [b](https://example.org)", encoding="utf-8")
    (tmp_path / "alone.md").write_text("# Alone", encoding="utf-8")
    assert site.dead_links(tmp_path) == ["index.md: no.md"]
    assert "alone" not in site.clicks(tmp_path)


def test_the_readme_is_short_and_its_links_are_there(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert len(readme.encode("utf-8")) <= README_BYTES
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert [link for link in links if not (project / link).exists()] == []


def test_neither_lock_names_an_address(project):
    lock = (project / "docs" / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links", lock)
    assert "\nsphinx==" in lock
