"""Old names of rows that gather mentions: a demand takes that of its earliest mention."""

from __future__ import annotations

import pandas as pd

from demarches.datapackage.schemas import Tables, conform, frame

# Tables whose rows gather mentions, with the tables of their mentions and the key of both.
GATHERED = {
    "demands": ("demand_mentions", "demand_mention_id", "demand_id"),
    "responses": ("response_mentions", "response_mention_id", "response_id"),
}


def former_ids(previous: Tables | None, tables: Tables) -> pd.DataFrame:
    """Ids of the previous release whose mentions stand under another id now, with those that were former then."""
    if previous is None:
        return frame("former_ids", [])
    renamed = pd.concat([_renamed(previous, tables, table) for table in GATHERED], ignore_index=True)
    now = renamed.set_index(["table", "former_id"])["id"].to_dict()
    older = previous["former_ids"]
    older = older.assign(id=[now.get(key, key[1]) for key in zip(older["table"], older["id"], strict=True)])
    rows = pd.concat([renamed, older], ignore_index=True).drop_duplicates(["table", "former_id"])
    present = {(table, row_id) for table, (_, _, key) in GATHERED.items() for row_id in tables[table][key]}
    return conform("former_ids", rows.loc[[pair in present for pair in zip(rows["table"], rows["id"], strict=True)]])


def _renamed(previous: Tables, tables: Tables, table: str) -> pd.DataFrame:
    mentions, mention_id, key = GATHERED[table]
    columns = [mention_id, key]
    both = previous[mentions][columns].merge(
        tables[mentions][columns], on=mention_id, validate="one_to_one", suffixes=("_before", "")
    )
    gone = both[~both[f"{key}_before"].isin(tables[table][key])].drop_duplicates(f"{key}_before")
    renamed = gone.rename(columns={f"{key}_before": "former_id", key: "id"}).assign(table=table)
    return renamed[["table", "former_id", "id"]]
