"""Full text search over lessons, glossary and assignments: one interface, two databases."""
