"""The names that stand for an actor, the offices that people held, and how a list of words is found in a text."""
