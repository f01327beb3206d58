"""Shared reads over several aggregates, so that no feature copies a query or calls another."""
