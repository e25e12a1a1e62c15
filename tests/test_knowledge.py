"""`Entity.wikidata` and the table behind it."""

import json
import pickle
from pathlib import Path

import copydesk
import pytest

TEXT = "Sen. Maria Cantwell met the violist Adam Gray in France. The Bridge Trust paid."
TRUST: dict[str, object] = {"name": "Bridge Trust", "kind": "ORG", "id": "Q1", "aliases": ["Trust"]}


def ids(pipeline: copydesk.Pipeline) -> dict[str, str]:
    entities = pipeline.parse(TEXT, format="prose").entities
    return {entity.name: entity.wikidata for entity in entities if entity.wikidata is not None}


def test_the_built_in_table() -> None:
    assert ids(copydesk.Pipeline()) == {"Maria Cantwell": "Q22250", "France": "Q142"}


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    names = {"ORG": ["Bridge Trust"]}
    json_file, tsv_file = tmp_path / "table.json", tmp_path / "table.tsv"
    json_file.write_text(json.dumps([TRUST]), encoding="utf-8")
    tsv_file.write_text("# what we know\nBridge Trust\tORG\tQ1\tTrust\n", encoding="utf-8")
    for table in ([TRUST], iter([TRUST]), json_file, str(tsv_file)):
        pipeline = copydesk.Pipeline(names=names, knowledge=table)
        assert ids(pipeline) == {"Bridge Trust": "Q1"}
        assert pickle.loads(pickle.dumps(pipeline)) == pipeline
        assert pipeline != copydesk.Pipeline(names=names)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([TRUST, {**TRUST, "kind": "CLUB"}], 'knowledge row 2 must have a kind among PERSON, .* not "CLUB"'),
        ([{"name": "Bridge Trust", "kind": "ORG"}], "knowledge row 1 has no id"),
        ([{**TRUST, "colour": "red"}], 'knowledge row 1 must have name, kind, id, aliases or roles, not "colour"'),
        ("/no/such/table.tsv", "knowledge: /no/such/table.tsv: "),
    ],
)
def test_errors_name_the_row(table: list[dict[str, object]] | str, message: str) -> None:
    with pytest.raises(copydesk.CopydeskError, match=message):
        copydesk.Pipeline(knowledge=table)


@pytest.mark.parametrize("table", [3, {"name": "Bridge Trust"}, ["Bridge Trust"], [{**TRUST, "id": 1}]])
def test_other_types_are_refused(table: object) -> None:
    with pytest.raises(TypeError, match="knowledge"):
        copydesk.Pipeline(knowledge=table)  # type: ignore[arg-type]
