"""Raw files to documents: decoded, split into articles, joined with what their sidecars say."""
