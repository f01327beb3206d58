"""The seeded set: small files with one flaw each, made from good ones, and what is to be said."""
