"""The plan for other programs: files, a calendar feed, paper."""
