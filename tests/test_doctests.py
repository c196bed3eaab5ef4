"""Every example in a docstring runs."""

import doctest
import importlib
import pkgutil

import pytest

import demarches.datapackage
import demarches.flows
import demarches.transforms

PACKAGES = (demarches.datapackage, demarches.transforms, demarches.flows)
MODULES = [
    module.name for package in PACKAGES for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
