"""Pure functions from raw text to the tables of a release, a module per stage."""
