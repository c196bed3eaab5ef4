"""Pure functions from raw text to the tables of a release, a folder per stage and in it a module per thing made.

`reading` leads through the stages, one document at a time; `units` is what passes between them.
"""
