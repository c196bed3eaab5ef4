"""Words of demanding and of answering, the frames they stand in, and what those say by themselves."""
