"""Tests of Demarches: what it does, by example."""
