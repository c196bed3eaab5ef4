"""How the networks in `datapackage/reader/` and `datapackage/phrases/` are made; nothing else needs this folder."""
