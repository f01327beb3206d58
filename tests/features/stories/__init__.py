"""Tests of the feature stories."""
