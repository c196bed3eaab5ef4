"""Who each place of a document stands for: names, offices, descriptions, pronouns."""
