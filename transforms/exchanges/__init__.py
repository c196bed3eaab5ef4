"""Demands and the answers to them within a document: who wants what of whom, and who answers how."""
