"""The WSGI application: builds it, nothing else."""

import sys

from tpmlearn import create_app
from tpmlearn.cli import asks_for_content, content_app

app = content_app() if asks_for_content(sys.argv) else create_app()
