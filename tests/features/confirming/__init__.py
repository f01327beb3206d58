"""Tests of the feature confirming."""
