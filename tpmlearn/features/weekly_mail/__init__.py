"""The weekly mail with the week's plan: asked for, confirmed, sent by a command, stopped."""
