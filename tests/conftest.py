"""What tests share: Prefect as Demarches wants it, and one release of the project's own raw text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demarches.flows import settings

ROOT = Path(__file__).parents[1]
# 2 February 2022, so that bytes can be repeated.
EPOCH = "1643760000"

settings.prepare(ROOT / "releases")


@pytest.fixture(autouse=True, scope="session")
def same_moment() -> Iterator[None]:
    """Make every release of a session at the same moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


@pytest.fixture(scope="session")
def raw() -> Path:
    """The project's own raw text."""
    return ROOT / "raw"


@pytest.fixture(scope="session")
def releases(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release of the raw text, made once a session; tests leave it as it is."""
    from demarches.flows.release import make_release

    out = tmp_path_factory.mktemp("out") / "releases"
    make_release(raw, out)
    return out
