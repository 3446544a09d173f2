import yaml

from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store


def test_soils_of_sites_come_in_with_a_mapping(store, tmp_path):
    (tmp_path / "soils.csv").write_text("plot,texture\nP1,loam\nP2,mud\n", encoding="utf-8")
    mapping = {
        "owner": "nobody",
        "licence": "CC0",
        "constants": {"iso3": "XAA"},
        "tables": {
            "site_soils": {"columns": {"site_id": "plot", "texture_class": "texture"}},
        },
    }
    (tmp_path / "soils.yml").write_text(yaml.safe_dump(mapping), encoding="utf-8")
    report = ingest(tmp_path / "soils.csv", tmp_path / "soils.yml", store)

    rows = open_store(str(store)).read(("site_soils",), "XAA")["site_soils"]
    assert rows["texture_class"].to_list() == ["loam"]
    assert (report.n_used, report.n_quarantined) == (1, 1)
