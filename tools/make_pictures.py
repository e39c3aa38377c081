"""Draws the pictures of the README: the case list as SVG, a notice as PNG.

The SVG needs nothing but the program. The PNG needs LibreOffice (soffice) and pdftoppm; where they
are missing the old picture stays and the script says so.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
DAY = "2026-11-22"
PICTURES = ROOT / "docs" / "pictures"
BRANCH = {
    "bank": "西安渭滨银行股份有限公司",
    "letter_word": "西银催字",
    "address": "西安市高新区科技路1号",
    "phone": "029-55500000",
    "complaint_phone": "029-55500001",
    "account_name": "贷款还款专户",
    "account_no": "6101 0000 0001",
    "account_bank": "高新支行营业部",
}
CHECKED = {
    "caller_relation": "legal_representative",
    "identity_checked": ["callback_on_file_number"],
    "figures_checked_on": DAY,
    "principal": "372000.00",
    "interest": "13000.00",
    "penalty": "2697.00",
}


def make_desk(folder: Path) -> Path:
    """A practice desk with the sample list, the sample enquiries and one issued notice."""
    from branchdesk.actions import case, classification, closing, enquiry, letter, opening
    from branchdesk.actions.account import import_list
    from branchdesk.actions.handed import read_objects

    desk_folder = opening.set_up(str(folder / "desk"), "高新支行", "XA", "zh", practice=True)
    page = desk_folder / "branch.toml"
    text = page.read_text("utf-8")
    for key, value in BRANCH.items():
        lines = [
            f"{key} = {json.dumps(value, ensure_ascii=False)}" if x.startswith(f"{key} = ") else x
            for x in text.split("\n")
        ]
        text = "\n".join(lines)
    page.write_text(text, "utf-8")
    with opening.open_to_write(desk_folder) as desk:
        import_list(desk, ROOT / "data" / "samples" / "overdue_list_2026-10.xlsx", None)
        told = (ROOT / "tests" / "samples" / "enquiries.jsonl").read_bytes()
        numbers = [a.number for a in enquiry.add_all(desk, read_objects(told, lines=True))]
        first = numbers[0]
        case.verify(desk, first, CHECKED)
        classification.classify(desk, first, "non_malicious", "下游客户拖欠货款")
        drafted = letter.draft(desk, first, "overdue_notice", "zh")
        letter.issue(desk, first, drafted.id)
        classification.classify(desk, numbers[3], "technical", "系统未扣款")
        classification.classify(desk, numbers[8], "malicious", "贸易合同系伪造")
        closing.close(desk, numbers[7], "recorded_in_error", "重复登记")
    return desk_folder


async def draw_screen(desk_folder: Path) -> str:
    """The case list as SVG."""
    from branchdesk.tui.app import BranchdeskApp

    app = BranchdeskApp(desk_folder, None, "zh", "zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        for _ in range(4):
            await pilot.pause()
        return app.export_screenshot(title="branchdesk")


def draw_notice(desk_folder: Path, folder: Path) -> None:
    """The issued notice as PNG."""
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or pages is None:
        print("notice.png kept as it is: soffice or pdftoppm is missing")
        return
    paper = next((desk_folder / "papers").rglob("2026-*.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(paper)], check=True, capture_output=True)
    pdf = folder / f"{paper.stem}.pdf"
    target = PICTURES / "notice"
    subprocess.run([pages, "-r", "80", "-png", "-singlefile", str(pdf), str(target)], check=True)


def main() -> None:
    """Draw everything."""
    os.environ["BRANCHDESK_TODAY"] = DAY
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk_folder = make_desk(folder)
        svg = asyncio.run(draw_screen(desk_folder))
        # Some viewers fold the blanks that set the figures to the right.
        kept = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
        (PICTURES / "cases.svg").write_text(kept, "utf-8")
        draw_notice(desk_folder, folder)


if __name__ == "__main__":
    main()
