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
    f"{package.__name__}.{module.name}" for package in PACKAGES for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
