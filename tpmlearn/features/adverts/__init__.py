"""Job adverts: paste one, see and correct what it asks for, and take it for the goal."""
