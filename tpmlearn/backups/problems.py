"""What stops a backup, a restore or a move; the text is a sentence for the operator."""


class BackupFailed(RuntimeError):
    """Nothing was done, or all of it was taken back; the text says why and what to do."""


class BadBackup(BackupFailed):
    """A file that is no whole backup."""
