"""How content changes: names of files, drafts and their review, releases, merging."""
