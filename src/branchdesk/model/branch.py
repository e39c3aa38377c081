"""The branch, as branch.toml describes it."""

import msgspec

from branchdesk.basics.wording import Lang


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the branch's papers; an empty value is not filled in yet."""

    bank: str = ""
    branch: str
    code: str
    letter_word: str = ""
    address: str = ""
    phone: str = ""
    complaint_phone: str = ""
    email: str = ""
    account_name: str = ""
    account_no: str = ""
    account_bank: str = ""
    seal: str = "公章"
    language: Lang = "zh"
    kind: str = "real"
    """``real``, ``practice`` or ``demonstration``; the last two say so on screens and papers."""

    @property
    def spoken(self) -> str:
        """Bank and branch as one says them."""
        return f"{self.bank}{self.gap}{self.branch}"

    @property
    def gap(self) -> str:
        """What stands between the two: Chinese names run on, names in Latin letters do not."""
        return " " if self.bank and self.branch[:1].isascii() else ""

    @property
    def practice(self) -> bool:
        """True on practice and demonstration desks."""
        return self.kind != "real"
