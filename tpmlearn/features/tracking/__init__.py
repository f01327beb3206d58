"""Tracking: the baseline of the plan, planned against actual, and the weekly status report."""
