"""Documents to parsed sentences: what the trained reader tells of each word, and the clauses of each sentence."""
