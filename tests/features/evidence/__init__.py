"""Tests of the feature evidence."""
