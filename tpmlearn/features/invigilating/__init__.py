"""Codes by which invigilators open tests and exams: issued, looked at and revoked by admins."""
