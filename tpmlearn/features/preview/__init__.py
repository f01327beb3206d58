"""The preview of content for its author: only `flask content preview` registers it."""
