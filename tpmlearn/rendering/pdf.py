"""A page of ours as a tagged PDF, by WeasyPrint where that extra is installed."""

from importlib.util import find_spec
from pathlib import Path


class PdfUnavailable(RuntimeError):
    """WeasyPrint or the libraries that it draws with are not installed."""


def can_make_pdf() -> bool:
    """Whether the extra is installed; nothing of it is loaded."""
    return find_spec("weasyprint") is not None


def to_pdf(html: str, *, stylesheet: Path) -> bytes:
    """Return the page as PDF/UA-1, tagged for screen readers. Raises PdfUnavailable.

    Nothing is fetched: the one stylesheet is a file of ours, and every address in the page is
    refused, so no text of a person's can make the server ask for anything.
    """
    try:
        # Late: it takes a second and thirty megabytes, and few people ever ask for it.
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as fault:
        raise PdfUnavailable("WeasyPrint is not installed") from fault
    nothing = URLFetcher(allowed_protocols=(), allow_redirects=False)
    style = CSS(string=stylesheet.read_text(encoding="utf-8"), url_fetcher=nothing)
    page = HTML(string=html, url_fetcher=nothing, media_type="print")
    return bytes(page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1"))
