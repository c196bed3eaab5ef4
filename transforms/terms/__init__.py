"""What a text says of a demand beside what is wanted: until when, or else what, and whether it still stands."""
