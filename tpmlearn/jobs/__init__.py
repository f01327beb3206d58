"""Background work: asked for in the transaction of what it belongs to, and done soon after.

Each piece of work is a row of `jobs`. On PostgreSQL procrastinate hands the rows out, on SQLite a
loop of ours does.
"""
