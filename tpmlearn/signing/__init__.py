"""The one room that signs and checks: all that touches openbadgeslib and cryptography.

What it needs is imported when something is signed or checked, so that a worker that never does
pays nothing for it.
"""
