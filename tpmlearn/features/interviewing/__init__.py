"""The sheet of a structured interview with one candidate, to print and to write on."""
