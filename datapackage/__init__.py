"""The schema, the codelists and the vocabularies: what a release holds and which words mean what."""
