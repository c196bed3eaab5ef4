"""The sample of rows that were judged one by one: whole, with reasons, and told in the docs as it is."""

from pathlib import Path

import pytest

from benchmarks.judged import VERDICTS, drawn, read, told

ROOT = Path(__file__).parents[1]
JUDGED = ROOT / "docs" / "judged.csv"


@pytest.mark.parametrize(("table", "size"), [("demands", 60), ("responses", 40)])
def test_each_row_of_the_sample_has_a_verdict_and_each_no_a_reason(table: str, size: int) -> None:
    rows = [row for row in read(JUDGED) if row["table"] == table]
    assert len(rows) == size
    for row in rows:
        verdicts = [row[verdict] for verdict in VERDICTS if row[verdict]]
        assert set(verdicts) <= {"yes", "no"} and row["holds"]
        assert bool(row["why"]) == bool(row["cause"]) == ("no" in verdicts)


def test_the_page_of_quality_tells_what_the_sample_says() -> None:
    page = (ROOT / "docs" / "QUALITY.md").read_text(encoding="utf-8")
    assert "\n".join(told(read(JUDGED))) in page


def test_the_share_of_rows_that_hold_leaves_out_what_is_no_longer_extracted() -> None:
    rows = [
        {"table": "demands", "confidence": confidence, "holds": holds, "cause": cause}
        for confidence, holds, cause in (("0.8", "yes", ""), ("0.3", "no", "opinion"), ("", "no", "plan of one's own"))
    ]
    assert list(told(rows)) == [
        "demands: holds 1 of 2 (50 %), 1 of 1 with a confidence of 0.5 or more",
        "demands: 1 opinion",
    ]


def test_the_same_sample_is_drawn_each_time() -> None:
    listed = [{"table": "demands", "doc_id": str(number)} for number in range(50)]
    sample = drawn(listed, {"demands": 5})
    assert sample == drawn(listed, {"demands": 5})
    assert len(sample) == 5
