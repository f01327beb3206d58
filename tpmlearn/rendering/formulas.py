"""A formula as HTML: MathML, or the TeX as it was written where it is wrong."""

from functools import lru_cache
from html import escape

from tpmlearn.domain.content.tex import WrongTex, mathml


@lru_cache(maxsize=512)
def math_html(tex: str, *, display: bool) -> str:
    """The formula; wrong TeX, which the checker has reported, is shown as code."""
    try:
        formula = mathml(tex, display=display)
    except WrongTex:
        return f"<code>{escape(tex)}</code>"
    # A long formula is moved sideways on a telephone: by keyboard too, so it takes the focus.
    return formula.replace("<math ", '<math tabindex="0" ', 1) if display else formula
