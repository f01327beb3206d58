"""Tests of second step."""
