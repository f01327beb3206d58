"""Taking an item out of the content at once, when it has leaked or must not be asked again."""
