"""Members as admins look after them: found, given roles, helped who is locked out, erased."""
