"""make badge-pictures: draws the PNG that carries a badge, one a kind, from the same figure."""

import io
import shutil

from PIL import Image
from playwright.sync_api import sync_playwright

from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.figures.badge import HEIGHT, WIDTH, Face, badge_file
from tpmlearn.signing.pictures import FOLDER

INSIDE = "What it says is inside this file"
FACES = (
    Face(Kind.PATH, "A stage of lessons, all quizzes passed", INSIDE, steps=7),
    Face(Kind.EXAM, "A whole practice exam, passed", INSIDE),
    Face(Kind.KNOWLEDGE, "Knowledge of a skill at a band", INSIDE),
)


def main() -> None:
    """Write the pictures, in few colours so that a baked badge stays small."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        size = {"width": int(WIDTH), "height": int(HEIGHT)}
        page = browser.new_page(viewport=size, device_scale_factor=2)  # type: ignore[arg-type]
        for face in FACES:
            style = "<style>body{margin:0}svg{display:block}</style>"
            page.set_content(style + badge_file(face).decode())
            shot = Image.open(io.BytesIO(page.screenshot()))
            few = shot.convert("RGB").quantize(32)
            few.save(FOLDER / f"{face.kind}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
