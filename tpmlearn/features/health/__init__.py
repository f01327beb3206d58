"""The health of the content: all that an author should look at, on one page."""
