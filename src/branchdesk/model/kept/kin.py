"""What is asked of every case when one of them is looked at."""

import msgspec


class KinLoan(msgspec.Struct, frozen=True, gc=False):
    """The loan by its contract alone."""

    contract_no: str = ""


class Kin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A case as its neighbours see it; its fields are those of ``Case``."""

    number: str
    customer_id: str
    state: str = "enquired"
    before_archive: str = ""
    previous: str = ""
    loan: KinLoan
