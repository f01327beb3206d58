"""The WSGI application: builds it, nothing else."""

import gc
import sys

# Nearly all that is made by now stays for good: to look through all of it for garbage again and
# again takes a tenth of the start, and afterwards of every full collection.
USUAL = gc.get_threshold()
gc.set_threshold(700, 10, 1_000_000)

from tpmlearn import create_app  # noqa: E402
from tpmlearn.cli import (  # noqa: E402
    asks_for_backup,
    asks_for_content,
    asks_for_doctor,
    asks_to_serve,
    backup_app,
    content_app,
    serve_app,
    site_or_doctor,
)

if asks_for_content(sys.argv):
    app = content_app()
elif asks_for_backup(sys.argv):
    app = backup_app()
elif asks_to_serve(sys.argv):
    app = serve_app()
elif asks_for_doctor(sys.argv):
    app = site_or_doctor(create_app)
else:
    app = create_app()
gc.freeze()
gc.set_threshold(*USUAL)
