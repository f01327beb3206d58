"""An item leaves the content at once."""
