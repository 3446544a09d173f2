import pytest

from workbench.errors import InputError
from workbench.inputs.store import open_store

HEADER = "plot,sample,date,lead,cadmium,note\n"
GOOD = "P1,S1,2004,1,1,\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "\ufeff",
        HEADER,
        HEADER.replace(",", ";") + GOOD.replace(",", ";"),
        HEADER.replace(",", "\t") + GOOD.replace(",", "\t"),
        HEADER.replace("note", "lead") + GOOD,
        HEADER.replace("lead", "Lead") + GOOD,
        HEADER.replace("lead", "") + GOOD,
        GOOD,
        HEADER + '"P1,S1,2004,1,1,\n',
        HEADER + 'P1,"S1"x,2004,1,1,\n',
        HEADER + "P1,S1,2004,\x00,1,\n",
        "<html><body>404</body></html>",
        '{"plot": 1}',
        "PK\x03\x04",
    ],
)
def test_a_bad_file_is_refused_by_name_and_the_store_is_as_it_was(
    ingest_text, store, content_of, text
):
    ingest_text(HEADER + GOOD, name="good.csv")
    before = content_of(store)
    with pytest.raises(InputError, match=r"^bad\.csv[, ]"):
        ingest_text(text, name="bad.csv")
    assert content_of(store) == before


@pytest.mark.parametrize(
    "text",
    [
        HEADER.replace("note", "note,note") + "P1,S1,2004,1,1,a,b\n",
        HEADER.replace("\n", "\r\n") + GOOD.replace("\n", "\r\n"),
        "\ufeff" + HEADER + GOOD,
        HEADER + GOOD.rstrip(),
        HEADER + "\n\n" + GOOD + "\n",
        HEADER.replace("plot", ' "plot" '.replace('"', "")) + " P1 , S1 , 2004 , 1 , 1 ,\n",
        HEADER + '"P1","S1","2004","1","1","a ""quoted""\nnote"\n',
    ],
)
def test_an_odd_file_is_read_all_the_same(ingest_text, store, text):
    assert ingest_text(text).n_used == 2
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert set(rows["site_id"]) == {"P1"}
