"""Pure rules, one room per subject; no clock, database, web or file of their own."""
