"""Reads and writes out branch.toml, the page on which a branch describes itself."""

from __future__ import annotations

import json
from pathlib import Path

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import door_text
from branchdesk.intake.toml import line_of, parse, shape
from branchdesk.model.branch import Branch

COMMENTS = {
    "bank": "银行全称 / the bank's full name",
    "branch": "支行名称 / the branch's name",
    "code": "案号前缀 / prefix of case numbers: 2 to 6 capital letters or digits",
    "letter_word": "文书字号，如 西银催字 / word before a letter's number",
    "address": "地址 / address",
    "phone": "电话 / telephone",
    "complaint_phone": "催收投诉电话 / telephone for complaints about collection (R173)",
    "email": "邮箱 / e-mail",
    "account_name": "还款账户户名 / repayment account: name",
    "account_no": "还款账号 / repayment account: number",
    "account_bank": "还款账户开户行 / repayment account: bank",
    "seal": "用印：公章 或 业务专用章 / seal on letters",
    "language": "界面语言 zh 或 en / language of the screens",
    "kind": "real 真实, practice 练习, demonstration 演示；建立后不改 / never changed after init",
}


def read_branch(path: Path) -> Branch:
    """The branch. Raises BadInput that names the line of a wrong or unknown entry."""
    values = parse(path)
    faults = [
        Finding("branch.unknown-key", {"key": key, "line": line}, field=key, line=line)
        for key in values
        if key not in COMMENTS
        for line in [line_of(path, "", under=key)]
    ]
    if faults:
        raise BadInput(faults)
    branch = shape(values, Branch, path)
    checked = check_branch(branch)
    if checked:
        lines = [line_of(path, "", under=f.field) for f in checked]
        raise BadInput(
            [
                Finding(f.code, f.facts | {"line": line}, field=f.field, line=line)
                for f, line in zip(checked, lines, strict=True)
            ]
        )
    return branch


def check_branch(branch: Branch) -> list[Finding]:
    """What is wrong with the entries, each with its key as field; empty where all is well."""
    faults = []
    for key in COMMENTS:
        read = door_text(getattr(branch, key), limit=500, field=key)
        if isinstance(read, Finding):
            faults.append(read)
    if not (
        branch.code.isascii()
        and branch.code.isalnum()
        and branch.code == branch.code.upper()
        and 2 <= len(branch.code) <= 6
    ):
        faults.append(Finding("branch.bad-code", {"read": branch.code, "line": 0}, field="code"))
    if not branch.branch.strip():
        faults.append(Finding("branch.no-name", {"line": 0}, field="branch"))
    if branch.kind not in ("real", "practice", "demonstration"):
        faults.append(Finding("branch.bad-kind", {"read": branch.kind, "line": 0}, field="kind"))
    return faults


def branch_text(branch: Branch) -> str:
    """The text of branch.toml, each entry with a comment in both languages."""
    lines = []
    for key, comment in COMMENTS.items():
        lines += [
            f"# {comment}",
            f"{key} = {json.dumps(getattr(branch, key), ensure_ascii=False)}",
            "",
        ]
    return "\n".join(lines)
