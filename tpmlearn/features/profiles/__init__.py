"""Profiles: what a learner has to show, the links that show it, and the page behind a link."""
