"""Learn the reader's limits and trust on texts that training held out, by what the pipeline makes of them."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from demarches.transforms.exchanges.casting import Level, Standing, cast, level, standings
from demarches.transforms.exchanges.demands import demands as demands_of
from demarches.transforms.exchanges.doubts import Signs as DemandSigns
from demarches.transforms.exchanges.doubts import signs as demand_signs
from demarches.transforms.exchanges.learnt_demands import learnt_demands
from demarches.transforms.exchanges.learnt_responses import learnt_responses
from demarches.transforms.exchanges.links import Ledger, Ties
from demarches.transforms.exchanges.responses import METHOD as RULE
from demarches.transforms.exchanges.responses import Signs as ResponseSigns
from demarches.transforms.exchanges.responses import responses as responses_of
from demarches.transforms.exchanges.responses import signs as response_signs
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.naming.mentions import mentions
from demarches.transforms.parsing.chances import CONSTANT, log_odds
from demarches.transforms.parsing.sentences import clauses
from demarches.transforms.parsing.tagger import (
    KINDS,
    UNITS,
    Reader,
    Settings,
    Tag,
    Tagged,
    read_settings,
    write_settings,
)
from demarches.transforms.reading import headline
from demarches.transforms.scoring.matching import demand_pairs, folded, optionals, response_pairs, words_of
from demarches.transforms.scoring.scores import scores
from demarches.transforms.speech.attributions import Attribution, attributions
from demarches.transforms.speech.statements import statements as statements_of
from demarches.transforms.units import Actor, Demand, Response, Span
from training.gold import Row, document_of, is_held_out, rows_of

LOG = logging.getLogger("training")
GRID = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
# Limits in the order in which they are learnt, each for the measures that it shall raise; a kind of word, or none.
SEARCHES = (
    ("words", "content", ("statements.found", "statements.attributed")),
    ("words", "source", ("statements.attributed",)),
    ("words", "wanted", ("demands.found",)),
    ("words", "answer", ("responses.found",)),
    ("target", "", ("demands.parties",)),
    ("beside", "", ("demands.parties",)),
    ("same", "", ("demands.same",)),
    ("answers", "", ("responses.linked",)),
)
TAGGED_AS = {"statements": "content", "demands": "wanted"}
EVERY_UNIT = (20.0, 0.0, 0.0)  # trust under which each unit counts, while limits are sought
AS_ITS_WORDS = (0.0, 1.0, 0.0)  # trust under which a unit is as likely as the mean of its words


@dataclass(frozen=True)
class Case:
    """An annotated text as the reader read it, and the scene of its parties where its demands are annotated."""

    gold: Row
    tagged: Tagged
    scene: Scene | None

    def units(self, settings: Settings) -> dict[str, list[Row]]:
        """What the reader finds under `settings`, in the form of the annotations."""
        tagged = replace(self.tagged, settings=settings)
        if self.scene is None:
            return {"statements": [_statement(each) for each in attributions(tagged)]}
        demands = list(learnt_demands(tagged, self.scene))
        answers = learnt_responses(Ledger(self.scene, tagged, demands))
        return {
            "demands": [_demand(number, each) for number, each in enumerate(demands)],
            "responses": [_response(each) for each in answers],
        }


def calibrate(folder: Path, statements: Sequence[Row], demands: Sequence[Row]) -> None:
    """Learn limits and trust on held-out texts, and write them into the reader's folder."""
    reader, settings = Reader.load(folder), read_settings(folder / "reader.json")
    asking = list(_cases_of_demands(reader, demands))
    cases = {"statements": list(_cases_of_statements(reader, statements)), "demands": asking, "responses": asking}
    settings = learn_links(asking, learn_casting(asking, settings))
    for unit in UNITS:
        settings = _trusting(settings, unit, EVERY_UNIT)
    for limit, kind, measures in SEARCHES:
        settings = search(cases[measures[0].partition(".")[0]], settings, limit, kind, measures)
    for unit in UNITS:
        settings = learn_trust(cases[unit], settings, unit)
    settings = learn_confidence(asking, settings)
    write_settings(settings, folder / "reader.json")


def search(cases: Sequence[Case], settings: Settings, limit: str, kind: str, measures: tuple[str, ...]) -> Settings:
    """The settings with the best value of a limit; neighbours count half, so that a lucky value does not win.

    Where all values do alike, the limit stays as it is.
    """
    trials = [_with_limit(settings, limit, kind, value) for value in GRID]
    figures = [sum(_f1(cases, trial, measure) for measure in measures) for trial in trials]
    told = " ".join(f"{value}: {figure:.3f}" for value, figure in zip(GRID, figures, strict=True))
    LOG.info("%s %s for %s: %s", limit, kind, " and ".join(measures), told)
    if len(set(figures)) == 1:
        return settings
    around = np.array([figures[0], *figures, figures[-1]])
    return trials[int(np.argmax(around[:-2] / 2 + around[1:-1] + around[2:] / 2))]


def learn_trust(cases: Sequence[Case], settings: Settings, unit: str) -> Settings:
    """Fit how the chances of a unit's words foretell that annotators see it too."""
    judged = [each for case in cases for each in _judged(case, settings, unit)]
    holds = [right for _, right in judged]
    if len(set(holds)) < 2:
        LOG.info("%s: too few held-out texts to learn trust of", unit)
        return _trusting(settings, unit, AS_ITS_WORDS)
    model = LogisticRegression(C=1.0).fit(np.array([features for features, _ in judged]), np.array(holds))
    LOG.info("%s: %.3f of %d hold", unit, np.mean(holds), len(holds))
    return _trusting(settings, unit, (model.intercept_[0], *model.coef_[0]))


def learn_confidence(cases: Sequence[Case], settings: Settings) -> Settings:
    """Fit how sure the pipeline may be of its demands and responses, of rules and reader together."""
    settings = _weighing_nothing(_weighing_nothing(settings, "demand", DemandSigns), "response", ResponseSigns)
    asked: list[tuple[Any, bool]] = []
    answering: list[tuple[Any, bool]] = []
    for case in cases:
        tagged, scene = replace(case.tagged, settings=settings), _scene(case)
        found = demands_of(scene, tagged)
        asked += _held(case, "demands", [(each.mentions, demand_signs(each, tagged)) for each in found])
        answers = responses_of(Ledger(scene, tagged, found))
        answering += _held(case, "responses", [(each.mentions, response_signs(each, tagged)) for each in answers])
    return _weighing(_weighing(settings, "demand", DemandSigns, asked), "response", ResponseSigns, answering)


def _held(case: Case, unit: str, found: Sequence[tuple[Sequence[Span], Any]]) -> Iterator[tuple[Any, bool]]:
    """What speaks for each unit, and whether annotators see it too, whoever answers; optional ones are left out."""
    gold = [each | {"responder": ""} for each in case.gold[unit]]
    pairs = (demand_pairs if unit == "demands" else response_pairs)(
        gold, [{"mentions": mentions, "responder": ""} for mentions, _ in found], words_of(case.gold["text"])
    )
    waived = {pairs[place] for place in optionals(gold) if place in pairs}
    right = {*pairs.values()}
    yield from ((signs, place in right) for place, (_, signs) in enumerate(found) if place not in waived)


def _weighing_nothing(settings: Settings, name: str, kind: Any) -> Settings:
    """Settings under which all of a kind is equally likely, while its weights are learnt."""
    return replace(settings, weights={**settings.weights, name: {CONSTANT: 0.0, **dict.fromkeys(kind._fields, 0.0)}})


def learn_casting(cases: Sequence[Case], settings: Settings) -> Settings:
    """Fit who stands in which role, and as whom, to the parties that annotators name."""
    for role in ("demander", "target", "responder"):
        judged = [each for case in cases for each in _standing(case, settings, role)]
        settings = _weighing(settings, role, Standing, judged)
    return _weighing(settings, "himself", Level, [each for case in cases for each in _himself(case, settings)])


def learn_links(cases: Sequence[Case], settings: Settings) -> Settings:
    """Fit which demands the answers that the pipeline finds do answer, to the links of annotators."""
    undecided = settings
    for name, kind in (("demand", DemandSigns), ("response", ResponseSigns), ("link", Ties)):
        undecided = _weighing_nothing(undecided, name, kind)
    return _weighing(settings, "link", Ties, [each for case in cases for each in _tied(case, undecided)])


def _tied(case: Case, settings: Settings) -> Iterator[tuple[Any, bool]]:
    """What ties each answer to each demand, and whether annotators have that link, with that responder and stance."""
    tagged, scene, words = replace(case.tagged, settings=settings), _scene(case), words_of(case.gold["text"])
    demands = demands_of(scene, tagged)
    ledger = Ledger(scene, tagged, demands)
    answers = responses_of(ledger)
    asked = demand_pairs(case.gold["demands"], [_demand(n, each) for n, each in enumerate(demands)], words)
    places = {case.gold["demands"][gold]["id"]: place for gold, place in asked.items()}
    pairs = response_pairs(case.gold["responses"], [_response(each) for each in answers], words)
    units = {place: case.gold["responses"][gold] for gold, place in pairs.items()}
    for number, each in enumerate(answers):
        unit = units.get(number)
        right = unit["demands"] if unit and unit["stance"] == each.stance else ()
        answered = {places.get(demand) for demand in right}
        for place, ties in enumerate(ledger.ties(each.mentions[0], {each.responder}, each.method == RULE)):
            yield ties, place in answered


def _seen(case: Case, unit: Row) -> list[Span]:
    """The places of a unit that hold words."""
    return [Span(*span) for span in sorted(unit["mentions"]) if len(case.tagged.pieces.within(*span))]


def _weighing(settings: Settings, name: str, kind: Any, judged: Sequence[tuple[Any, bool]]) -> Settings:
    """Settings with weights learnt from what was judged; with weights of nothing, where that is too little."""
    if len({right for _, right in judged}) < 2:
        LOG.info("%s: too few held-out texts to learn weights of", name)
        return _weighing_nothing(settings, name, kind)
    model = LogisticRegression(C=1.0, max_iter=1000).fit([signs for signs, _ in judged], [right for _, right in judged])
    weights = dict(zip(kind._fields, model.coef_[0].tolist(), strict=True))
    told = ", ".join(f"{key} {value:.2f}" for key, value in weights.items())
    LOG.info("%s, of %d: %.2f, %s", name, len(judged), model.intercept_[0], told)
    return replace(settings, weights={**settings.weights, name: {CONSTANT: float(model.intercept_[0]), **weights}})


def _standing(case: Case, settings: Settings, role: str) -> Iterator[tuple[Any, bool]]:
    tagged = replace(case.tagged, settings=settings)
    for spans, names in _with_role(case, role):
        for party, signs in standings(_scene(case), tagged, role, spans).items():
            yield signs, any(folded(actor.name) in names for actor in party)


def _himself(case: Case, settings: Settings) -> Iterator[tuple[Any, bool]]:
    tagged, scene = replace(case.tagged, settings=settings), _scene(case)
    for role, across in (("demander", "target"), ("target", "demander")):
        for spans, names in _with_role(case, role):
            others = {each.party.of for each in cast(scene, tagged, across, spans)}
            for each in cast(scene, tagged, role, spans):
                himself, side = (folded(actor.name) in names for actor in each.party)
                if himself != side:
                    yield level(tagged, role, spans, each.party, others), himself


def _scene(case: Case) -> Scene:
    if case.scene is None:
        raise ValueError(f"demands of {case.gold['doc_id']} are not annotated")
    return case.scene


def _with_role(case: Case, role: str) -> Iterator[tuple[list[Span], set[str]]]:
    """The places of each unit that has the role, and the names of those who stand in it there."""
    for unit in case.gold["responses" if role == "responder" else "demands"]:
        names = [unit["responder"]] if role == "responder" else unit[f"{role}s"]
        if spans := _seen(case, unit):
            yield spans, {folded(name) for name in names}


def _cases_of_statements(reader: Reader, rows: Sequence[Row]) -> Iterator[Case]:
    for row in rows:
        document = document_of(row)
        gold = {name: row[name] for name in ("doc_id", "text", "statements")}
        yield Case(gold, reader.read(document.text, headline(document)), None)


def _cases_of_demands(reader: Reader, rows: Sequence[Row]) -> Iterator[Case]:
    for row in rows:
        document = document_of(row)
        gold = {name: row[name] for name in ("doc_id", "text", "demands", "responses")}
        tagged = reader.read(document.text, headline(document))
        doc = next(clauses([tagged]))
        named = mentions(doc, document)
        yield Case(gold, tagged, Scene(doc, named, statements_of(doc, tagged, document, named)))


def _f1(cases: Sequence[Case], settings: Settings, measure: str) -> float:
    gold = {case.gold["doc_id"]: case.gold for case in cases}
    return scores(gold, {case.gold["doc_id"]: case.units(settings) for case in cases})[measure].f1


def _judged(case: Case, settings: Settings, unit: str) -> Iterator[tuple[list[float], bool]]:
    """The log odds of each unit's surest piece, and whether annotators have it; optional ones are left out."""
    tags = replace(case.tagged, settings=settings).tags(TAGGED_AS[unit])
    for each in case.units(settings)[unit]:
        figure = scores({"": case.gold}, {"": {unit: [each]}})[f"{unit}.found"]
        if figure.predicted:
            surest = max(_tags_of(each, tags), key=lambda tag: tag.mean)
            yield [log_odds(surest.mean), log_odds(surest.weakest)], figure.hits > 0


def _tags_of(unit: Row, tags: Sequence[Tag]) -> list[Tag]:
    spans: Sequence[Span] = unit.get("content") or unit["mentions"]
    return [tag for tag in tags if any(tag.span.overlaps(span) for span in spans)]


def _with_limit(settings: Settings, limit: str, kind: str, value: float) -> Settings:
    new: Any = value
    if kind:
        old = dict(zip(KINDS, settings.limits.words, strict=True))
        new = tuple((old | {kind: value}).values())
    changed: dict[str, Any] = {limit: new}
    return replace(settings, limits=replace(settings.limits, **changed))


def _trusting(settings: Settings, unit: str, weights: Sequence[float]) -> Settings:
    trust = settings.trust.copy()
    trust[UNITS.index(unit)] = weights
    return replace(settings, trust=trust)


def _statement(said: Attribution) -> Row:
    return {"content": said.content, "speaker": [said.source] if said.source else []}


def _demand(number: int, demand: Demand) -> Row:
    parties = {"demanders": _names(demand.demanders), "targets": _names(demand.targets)}
    return {"id": str(number), "mentions": demand.mentions, **parties}


def _response(response: Response) -> Row:
    answered = [str(link.demand) for link in response.links]
    return {
        "mentions": response.mentions,
        "responder": response.responder.name,
        "stance": response.stance,
        "demands": answered,
    }


def _names(actors: Sequence[Actor]) -> list[str]:
    return [actor.name for actor in actors]


def main() -> None:
    """Calibrate a reader's folder again."""
    logging.basicConfig(format="%(message)s")
    LOG.setLevel(logging.INFO)
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--statements", "--demands", "--output"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    held_out = ([row for row in rows_of(path) if is_held_out(row)] for path in (options.statements, options.demands))
    calibrate(options.output, *held_out)


if __name__ == "__main__":
    main()
