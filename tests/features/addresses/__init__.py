"""Tests of the address pages."""
