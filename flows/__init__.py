"""Prefect flows and tasks, storage and the command line: they call transforms and keep what they make."""
