"""The flat table for people who will not join tables: one row a demand and answer."""

from __future__ import annotations

import pandas as pd

from demarches.datapackage.schemas import Tables, conform


def demands_with_answers(tables: Tables) -> pd.DataFrame:
    """Each demand with each of its answers, numbered by day; a demand that has none stands once, with answer 0."""
    answers = _answers(tables)
    flat = _demands(tables).merge(answers, on="demand_id", how="left", validate="one_to_many")
    flat = flat.sort_values(["demand_id", "answered_on", "response_id"], ignore_index=True)
    number = flat.groupby("demand_id").cumcount() + 1
    numbered = flat.assign(answer=number.where(flat["response_id"].notna(), 0))
    return conform("demands_with_answers", _with_curation(numbered, tables["corrections"]))


def _demands(tables: Tables) -> pd.DataFrame:
    demands = tables["demands"].rename(columns={"text": "demand", "first_said_on": "demanded_on"})
    told = _documents(tables, "demand_").rename(columns={"document_id": "first_document_id"})
    mentions = tables["demand_mentions"]["demand_id"].value_counts().rename("demand_mentions").reset_index()
    return (
        demands.merge(told, on="first_document_id", validate="many_to_one")
        .merge(mentions, on="demand_id", validate="one_to_one")
        .merge(_party_names(tables), on="demand_id", how="left", validate="one_to_one")
        .drop(columns=["plover_code", "first_document_id"])
    )


def _answers(tables: Tables) -> pd.DataFrame:
    links = tables["response_links"].rename(columns={"method": "link_method", "confidence": "link_confidence"})
    responses = tables["responses"].rename(columns={"text": "response", "first_said_on": "answered_on"})
    names = tables["actors"][["actor_id", "name"]].rename(columns={"actor_id": "responder_id", "name": "responder"})
    told = _documents(tables, "response_").rename(columns={"document_id": "first_document_id"})
    return (
        links.merge(responses, on="response_id", validate="many_to_one")
        .merge(names, on="responder_id", validate="many_to_one")
        .merge(told.drop(columns="response_publisher"), on="first_document_id", validate="many_to_one")
        .drop(columns=["responder_id", "first_document_id", "plover_code", "method", "confidence"])
    )


def _documents(tables: Tables, prefix: str) -> pd.DataFrame:
    names = tables["actors"][["actor_id", "name"]].rename(columns={"actor_id": "publisher_id", "name": "publisher"})
    documents = tables["documents"][["document_id", "title", "publisher_id", "url"]]
    named = documents.merge(names, on="publisher_id", how="left", validate="many_to_one").drop(columns="publisher_id")
    return named.rename(columns={name: f"{prefix}{name}" for name in ("title", "publisher", "url")})


def _party_names(tables: Tables) -> pd.DataFrame:
    """Names of the demanders and the targets of each demand, sorted and joined by '; '."""
    parties = tables["demand_parties"].merge(
        tables["actors"][["actor_id", "name"]], on="actor_id", validate="many_to_one"
    )
    joined = parties.sort_values("name").groupby(["demand_id", "role"])["name"].agg("; ".join).reset_index()
    by_role = [
        joined[joined["role"] == role].drop(columns="role").rename(columns={"name": f"{role}s"})
        for role in ("demander", "target")
    ]
    return by_role[0].merge(by_role[1], on="demand_id", how="outer", validate="one_to_one")


def _with_curation(flat: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Whether a person confirmed or corrected the demand and the answer of each row, with what hangs on them."""
    demand = _curation(flat["demand_id"], corrections, ("demands", "demand_parties"))
    answer = _curation(flat["response_id"], corrections, ("responses", "response_links"))
    return flat.assign(demand_curation=demand, answer_curation=answer.where(flat["response_id"].notna()))


def _curation(ids: pd.Series[str], corrections: pd.DataFrame, of_tables: tuple[str, str]) -> pd.Series[str]:
    told = corrections[corrections["table"].isin(of_tables) & (corrections["status"] == "applied")]
    # The key of what hangs on a demand or response begins with the id of that.
    about = told["current_id"].str.replace(r" .*", "", regex=True)
    confirmed = ids.isin(about[told["action"] == "confirm"])
    corrected = ids.isin(about[told["action"] != "confirm"])
    extracted = pd.Series("extracted", index=ids.index, dtype="str")
    return extracted.mask(confirmed, "confirmed").mask(corrected, "corrected")
