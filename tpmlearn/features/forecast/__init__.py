"""Forecast: the dates of the plan as odds, and what their spread comes from."""
