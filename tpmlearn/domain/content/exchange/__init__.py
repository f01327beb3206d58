"""Questions from and to other programs: readers, writers, and our own format as text."""
