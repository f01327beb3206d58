"""The way into the editor: choose or begin a draft, add a file, add a figure."""
