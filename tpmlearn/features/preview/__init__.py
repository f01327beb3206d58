"""For authors at their own machine: the working copy with its problems beside it."""
