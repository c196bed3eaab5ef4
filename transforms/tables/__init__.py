"""What was found in documents to the tables of a release, and checks and views of those."""
