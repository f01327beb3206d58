"""Moments as credentials write and read them: UTC, whole seconds, with a Z."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """Return a moment as an XML Schema dateTimeStamp."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: object) -> datetime | None:
    """Return a moment that was written so or with an offset; None for what is none."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
