"""Badges inside pictures: put into a PNG or an SVG, and taken out of what anybody sends."""

from tpmlearn.domain.credentials.reading import Unreadable

PNG_STARTS = b"\x89PNG\r\n\x1a\n"


def bake_png(picture: bytes, badge: str) -> bytes:
    """Return a PNG that carries a badge (iTXt chunk `openbadgecredential`)."""
    from openbadgeslib import baking

    return baking.bake_png(picture, badge, keyword=baking.ITXT_KEYWORD_OB3)


def bake_svg(picture: bytes, badge: str) -> bytes:
    """Return an SVG that carries a badge (element `openbadges:credential`)."""
    from openbadgeslib import baking

    return baking.bake_svg(
        picture,
        badge,
        element=baking.SVG_ELEMENT_OB3,
        namespace=baking.SVG_NS_OB3,
        as_text=True,
    )


def badge_in(data: bytes) -> str:
    """Return the badge in a file: a picture that carries one, or the text itself.

    Raises Unreadable. Of a PNG only the chunks are looked at, and no pixel is unpacked; an SVG with
    entities or a document type is refused.
    """
    if data.startswith(PNG_STARTS):
        return _taken_out(data, "PNG")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _taken_out(data, "SVG")
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise Unreadable("it is neither text nor a PNG or SVG picture") from None


def _taken_out(data: bytes, form: str) -> str:
    from openbadgeslib import baking

    try:
        found = (
            baking.extract_png(data, keyword=baking.ITXT_KEYWORD_OB3)
            if form == "PNG"
            else baking.extract_svg(data, element=baking.SVG_ELEMENT_OB3, text_fallback=True)
        )
    except Exception:
        # Broken pictures make the readers fail in many ways, and all mean the same.
        raise Unreadable(f"the {form} picture is broken, or not safe to open") from None
    if not found:
        raise Unreadable(f"the {form} picture carries no badge")
    return found.strip()
