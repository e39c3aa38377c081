"""Draws the pictures of the READMEs and manuals from the demonstration, in both languages.

The screens (SVG) need nothing but the program. The papers (PNG) need LibreOffice (soffice) and
pdftoppm, the bundle's page chromium; where one is missing the old picture stays and the script
says so.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
DAY = "2026-11-22"
PICTURES = ROOT / "docs" / "pictures"
SIZE = (80, 24)
CALL = ("f3", *"XA-2026-00002", "enter", "ctrl+d", "2", "pagedown")
SCREENS = {
    "today": (),
    "cases": ("f3",),
    "case": ("f3", *"XA-2026-00006", "enter"),
    "money": ("f3", *"XA-2026-00006", "enter", "5"),
    # The customer calls: whatever the hour, nothing speaks against it.
    "call": (*CALL, "1", "enter", *"12", "pagedown"),
    "plan": ("f3", *"XA-2026-00002", "enter", "f5", "tab", *"+20", "tab", *"400000"),
    "approvals": ("f7",),
    "month": ("?month",),
}
"""Keys that lead to each picture; ``?name`` gives the command of that name."""
PAPERS = {
    "notice": "letters/overdue_notice",
    "agreement": "letters/repayment_agreement",
    "application": "letters/litigation_application",
    "month-page": "month-2026-11",
}
RESOLUTION = "64"


async def draw_screen(desk: Path, lang: str, keys: tuple[str, ...]) -> str:
    """One screen as SVG."""
    from branchdesk.tui.app import BranchdeskApp

    app = BranchdeskApp(desk, "s01", lang, lang)
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            for _ in range(3):
                await pilot.pause()
            if key.startswith("?"):
                await app.action_command(key[1:])
            else:
                await pilot.press(key)
        for _ in range(8):
            await pilot.pause()
        svg = app.export_screenshot(title="branchdesk")
    # Some viewers fold the blanks that set the figures to the right.
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def draw_paper(paper: Path, target: Path, folder: Path) -> None:
    """The first page of a Word file as PNG."""
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or pages is None:
        print(f"{target.name}.png kept as it is: soffice or pdftoppm is missing")
        return
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(paper)], check=True, capture_output=True)
    pdf = folder / f"{paper.stem}.pdf"
    how = ["-r", RESOLUTION, "-gray", "-png", "-singlefile"]
    subprocess.run([pages, *how, str(pdf), str(target)], check=True)


def draw_page(bundle: Path, target: Path, folder: Path) -> None:
    """The bundle's first page as a browser shows it."""
    browser = shutil.which("chromium")
    if browser is None:
        print(f"{target.name}.png kept as it is: chromium is missing")
        return
    place = folder / f"unpacked-{target.stem}"
    zipfile.ZipFile(bundle).extractall(place)
    (page,) = place.rglob("00_index.html")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               f"--user-data-dir={folder}/browser", "--window-size=900,1100",
               f"--screenshot={target}.png", f"file://{page}"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def draw(lang: str, folder: Path) -> None:
    """Every picture of one language."""
    from branchdesk.actions.demo.headless import run_headless

    out = folder / lang
    run_headless(out / "desk", out, lang)
    for name, keys in SCREENS.items():
        svg = asyncio.run(draw_screen(out / "desk", lang, keys))
        (PICTURES / f"{name}.{lang}.svg").write_text(svg, "utf-8")
    for name, paper in PAPERS.items():
        draw_paper(out / f"{paper}.{lang}.docx", PICTURES / f"{name}.{lang}", folder)
    (bundle,) = out.glob("bundle-*.zip")
    draw_page(bundle, PICTURES / f"bundle.{lang}", folder)


def main() -> None:
    """Draw everything."""
    os.environ["BRANCHDESK_TODAY"] = DAY
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for lang in ("zh", "en"):
            draw(lang, Path(name))


if __name__ == "__main__":
    main()
