"""Annotations held against gold ones, and what was missed by kind."""
