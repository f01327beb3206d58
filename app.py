"""The WSGI application: builds it, nothing else."""

from tpmlearn import create_app

app = create_app()
