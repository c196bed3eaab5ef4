"""Across documents: the same demand again, and the answer that comes in a later text."""
