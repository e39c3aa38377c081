"""Names inside a bundle (R128)."""

from __future__ import annotations

from pathlib import Path

from tests.cli.bundles import CASE, a_full_desk, data_of, make


def test_names_are_plain_whatever_a_branch_calls_its_letters(tmp_path: Path) -> None:
    """ASCII names in the zip, the Chinese title in the index."""
    desk = a_full_desk(tmp_path)
    tables = desk.tables()
    [case] = tables["cases"].values()
    letter = case["letters"][0]
    folder = desk.path / "papers" / CASE
    (folder / letter["file"]).rename(folder / "2026-0001-催收:1.zh.docx")
    letter |= {"file": "2026-0001-催收:1.zh.docx", "code": "催收"}
    desk.lay_tables(tables)

    make(desk, tmp_path / "b.zip")

    assert "papers/2026-0001-___1.zh.docx" in data_of(tmp_path / "b.zip")
    assert desk.run("bundle", "verify", tmp_path / "b.zip").code == 0
