"""Who publishes is read from one file, and what is wrong with it is said with its key."""

import re

import pytest

from workbench.batch.page.publisher import LARGEST_LOGO, Publisher, read_publisher
from workbench.errors import ParameterError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'


@pytest.fixture
def project(tmp_path):
    """Write the file of a project; gives its folder."""

    def of(text, **files):
        folder = tmp_path / "parameters"
        folder.mkdir(exist_ok=True)
        (folder / "publisher.yml").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
        return tmp_path

    return of


def test_without_a_file_or_a_key_nobody_publishes(project, tmp_path):
    assert read_publisher(tmp_path) is None
    assert read_publisher(project("# name: Ministry\n")) is None


def test_the_publisher_is_read_and_the_logo_held_in_the_page(project):
    read = read_publisher(project("name: Ministry\nlogo: logo.svg\n", logo_svg=SVG))
    assert (read.name, read.contact) == ("Ministry", "")
    assert read.logo.startswith("data:image/svg+xml;base64,")


def test_a_citation_is_filled_in():
    own = Publisher("Ministry", citation="Ministry: {title}, {area} ({date}).")
    assert own.cited("Trends", "Aland", "2026-12-01") == "Ministry: Trends, Aland (2026-12-01)."
    assert Publisher("Ministry").cited("Trends", "Aland", "2026-12-01") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- Ministry\n", "publisher.yml: give keys and their texts. Known are: name, logo,"),
        ("nam: Ministry\n", "publisher.yml: unknown key nam. Known are: name, logo,"),
        ("contact: me\n", "publisher.yml, name: it is missing. Give the name of who publishes."),
        ("name: [a, b]\n", "publisher.yml, name: give one text, not a list of them."),
        ("name: a\ncitation: '{year}'\n", "citation: unknown place {year}. It may hold {title},"),
        ("name: a\ncitation: '{title'\n", "publisher.yml, citation: expected '}' before end"),
        ("name: a\nlogo: logo.txt\n", "logo: logo.txt is no picture. Give a file in SVG, PNG"),
        ("name: a\nlogo: other.svg\n", "logo: there is no file other.svg in parameters/."),
        ("name: a\nlogo: ../x.svg\n", "logo: there is no file ../x.svg in parameters/."),
        ("name: a\nlogo: logo.png\n", "logo: logo.png is not what its name says."),
        ("name: a\nlogo: large.svg\n", "logo: large.svg is larger than 60 KiB."),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(project, tmp_path, text, message):
    (tmp_path / "x.svg").write_text(SVG, encoding="utf-8")
    folder = project(text, logo_png="GIF89a", large_svg=SVG + " " * LARGEST_LOGO)
    with pytest.raises(ParameterError, match=re.escape(message)):
        read_publisher(folder)
