"""How the reader in `datapackage/reader/` is trained; nothing else of the project needs this folder."""
