import pytest
from openpyxl import Workbook

from workbench.inputs.drafts.preview import few, look_at
from workbench.inputs.files.file_form import delimiter_of, encoding_of, text_of


@pytest.fixture
def look(tmp_path):
    def at(text, encoding="utf-8"):
        (tmp_path / "a.csv").write_text(text, encoding=encoding)
        return look_at(tmp_path / "a.csv")

    return at


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_sign_that_makes_a_table(look, sign):
    rows = [["plot", "Pb", "note"], ["P1", "1.5", "a; b"], ["P2", "2", "x, y, z"]]
    text = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)
    assert delimiter_of(text) == sign
    assert look(text).columns["note"] == ["a; b", "x, y, z"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_one_that_the_text_can_be_read_in(look, encoding):
    assert look("Straße,Blei\nMühlweg,1\n", encoding).columns["Straße"] == ["Mühlweg"]
    assert text_of("Mühlweg".encode(encoding)) == "Mühlweg"


NAMES = {
    "cp1252": "site,note\nP1,Süd\nP2,Île-de-France\nP3,50 µg\n",
    "cp1250": "próba;ołów;miejsce\n1;0,5;Łódź\n2;0,7;Świętochłowice\n",
    "cp1251": "site;place;Pb\nП-1;Москва;1,5\nП-2;Ясная поляна;2,5\n",
    "cp1253": "τοποθεσία;μόλυβδος\nΑθήνα;1\nΘεσσαλονίκη;2\n",  # noqa: RUF001
    "cp1256": "الموقع;رصاص\nالقاهرة;1\nالإسكندرية;2\n",  # noqa: RUF001
    "gb18030": "地点,铅\n北京市,1.5\n上海市,2\n",
    "euc_kr": "지점,납\n서울,1\n부산,2\n",
    "utf-16-le": "place,lead\nStraße,1\n",
    "utf-16-be": "place,lead\nStraße,1\n",
}


@pytest.mark.parametrize("encoding", NAMES)
def test_the_encoding_of_names_in_other_languages_is_recognised(look, encoding):
    assert encoding_of(NAMES[encoding].encode(encoding)) == encoding
    found = look(NAMES[encoding], encoding)
    assert (
        next(iter(found.columns)) == NAMES[encoding].split("\n")[0].split(found.form.delimiter)[0]
    )


def test_bytes_of_no_language_can_be_read_all_the_same():
    for content in (b"\xff\x81\x98", bytes(range(128, 256)), b"a\xff"):
        assert content.decode(encoding_of(content))


@pytest.mark.parametrize(
    ("cells", "decimal", "thousands"),
    [
        (["1,5", "<0,05", "7"], ",", ""),
        (["1.5", "<0.05", "7"], ".", ""),
        (["1.234,5", "0,5"], ",", "."),
        (["1,234.5", "0.5"], ".", ","),
        (["1", "2"], ".", ""),
    ],
)
def test_the_signs_in_numbers_are_those_of_most(look, cells, decimal, thousands):
    found = look("Pb\n" + "".join(f'"{cell}"\n' for cell in cells)).form
    assert (found.decimal, found.thousands) == (decimal, thousands)


def test_numbers_in_another_form_and_numbers_that_may_be_thousands_are_doubts(look):
    assert look('Pb\n"1,5"\n"2,5"\n1.5\n').doubts == (
        "file.decimal: ',', but there are also '1.5'",
    )
    doubts = look('Pb\n"1,500"\n"2,500"\n').doubts
    assert "file.thousands: '1,500', '2,500' may be thousands" in doubts


def test_text_with_a_decimal_comma_in_a_workbook_is_seen_beside_its_numbers(tmp_path):
    book = Workbook()
    for row in (["plot", "Pb"], ["P1", 1.5], ["P2", "<0,05"], ["P3", 2.25]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    look = look_at(tmp_path / "a.xlsx")
    assert look.form.decimal == ","
    assert look.columns["Pb"] == ["1,5", "<0,05", "2,25"]


def test_words_in_a_comment_are_few_short_and_in_one_line():
    said = few(["a\nb", "x" * 99, *"cdefghijklmn"])
    assert "\n" not in said
    assert said.startswith(r"'a\nb', 'xxxx")
    assert said.endswith(" and 2 more")
    assert len(said) < 150
