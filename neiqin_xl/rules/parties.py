"""K: who and what is named, and whether codes, numbers and addresses can be what they claim to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.like_names import unknown_customers
from neiqin_xl.rules.lines import GOODS, alike, firsts, not_on_file, numbers, texts
from neiqin_xl.words import Word

# Both also find such a code among many, one a line.
_DAMAGED = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d{1,3}$", re.MULTILINE)
_CUT_SHORT = re.compile(r"^[1-9]\d{14}(0+)$", re.MULTILINE)
_DIGITS = re.compile(r"\d(?:[\d\- ]*\d)?")
_TAX_NO = re.compile(r"[0-9A-Za-z]{15,20}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_BETWEEN = late_pattern(r"[;；,，、/|\n]+")


@rule(
    "K101",
    "客户“{customer}”不在客户档案里；先收下，列为待建档",
    on=GOODS,
    severity=Severity.NOTE,
)
def customer_is_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """An unknown customer is accepted and listed as 待建档; only an ambiguous one holds (RULES 7)."""
    if words.CUSTOMER_NAME.key in table.places:
        return  # a name over numbers waits for the customer file
    for i, word, customer, like in unknown_customers(table, books):
        if not like:
            yield Doubt(i, word, customer=customer)


@rule(
    "K102",
    "产品“{product}”不在产品价格表里；先收下，列为待建档",
    on=GOODS,
    severity=Severity.NOTE,
)
def product_is_on_file(table: Table, books: Reference) -> Iterator[Doubt]:
    """An unknown product is accepted and listed as 待建档; only an ambiguous one holds (RULES 7)."""
    for i, word, product in not_on_file(table, words.PRODUCT_CODE, words.PRODUCT_NAME, books.known_product):
        yield Doubt(i, word, product=product)


@rule("K103", "电话“{phone}”不像电话号码；手机是 11 位、1 开头，请核对", shown=words.PHONE, severity=Severity.WARNING)
def phone_can_be_dialled(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A number that nobody answers is noticed on the day of delivery."""
    phones = texts(table, words.PHONE)
    wrong = {phone for phone in set(phones) if phone is not None and not _is_phone(phone)}
    if wrong:
        for phone, i in firsts(_present(table, words.PHONE)).items():
            if phone in wrong:
                yield Doubt(i, words.PHONE, phone=phone)


@lru_cache(10_000)
def _is_phone(text: str) -> bool:
    """Whether every number in the text has the length of one, and those of mobile length begin like one."""
    runs = [re.sub(r"\D", "", run) for run in _DIGITS.findall(text)]
    runs = [run.removeprefix("86") if len(run) == 13 else run for run in runs]
    whole = [run for run in runs if len(run) >= 7]
    return bool(whole) and all(_can_be_dialled(run) for run in whole)


def _can_be_dialled(digits: str) -> bool:
    if digits[0] == "1" and 9 <= len(digits) <= 13:
        return len(digits) == 11 and digits[1] in "3456789"
    # 8 digits, an area code of up to 4 before them, an extension of up to 4 behind.
    return len(digits) <= 16


@rule(
    "K104",
    "税号“{tax_no}”不是 15 到 20 位的字母和数字；请照营业执照核对",
    shown=words.TAX_NO,
    severity=Severity.WARNING,
)
def tax_number_has_its_length(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An invoice made out to a wrong tax number comes back."""
    for tax_no, i in firsts(_present(table, words.TAX_NO)).items():
        if _TAX_NO.fullmatch(tax_no.replace(" ", "")) is None:
            yield Doubt(i, words.TAX_NO, tax_no=tax_no)


@rule("K105", "邮箱“{email}”不像邮箱地址；请核对", shown=words.EMAIL, severity=Severity.WARNING)
def mail_can_be_sent(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Statements go out by mail; several addresses may stand in one cell."""
    for email, i in firsts(_present(table, words.EMAIL)).items():
        if not all(_EMAIL.fullmatch(one.strip()) for one in _BETWEEN.split(email) if one.strip()):
            yield Doubt(i, words.EMAIL, email=email)


@rule(
    "K106",
    "制单人和复核人都是“{checked_by}”；复核要由另一个人做",
    shown=(words.PREPARED_BY, words.CHECKED_BY),
    severity=Severity.WARNING,
)
def somebody_else_checks(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Two pairs of eyes are the point of checking; said once for each person."""
    makers = texts(table, words.PREPARED_BY)
    same = ((i, name) for i, name in _present(table, words.CHECKED_BY) if name == makers[i])
    yield from (Doubt(i, words.CHECKED_BY, checked_by=name) for name, i in firsts(same).items())


@rule(
    "K107", "业务员“{salesperson}”不在设置的人员名单里；请核对姓名", shown=words.SALESPERSON, severity=Severity.WARNING
)
def salesperson_is_ours(table: Table, books: Reference) -> Iterator[Doubt]:
    """A mistyped name becomes a salesperson of its own in every summary."""
    yield from _outside(table, words.SALESPERSON, books.staff)


@rule("K108", "仓库“{warehouse}”不在设置的仓库名单里；请核对", shown=words.WAREHOUSE, severity=Severity.WARNING)
def warehouse_is_ours(table: Table, books: Reference) -> Iterator[Doubt]:
    """A mistyped warehouse splits its figures."""
    yield from _outside(table, words.WAREHOUSE, books.warehouses)


@rule(
    "K109",
    "“{company}”不在设置的我方公司名单里；账按公司分开记，请核对",
    shown=words.COMPANY,
    severity=Severity.WARNING,
)
def company_is_ours(table: Table, books: Reference) -> Iterator[Doubt]:
    """The company is a dimension of all money: a mistyped one opens books of its own."""
    yield from _outside(table, words.COMPANY, books.companies)


def _outside(table: Table, word: Word, known: frozenset[str]) -> Iterator[Doubt]:
    """Each text of the field that is not in the list, once; an empty list knows everybody."""
    if known:
        names = set(map(alike, known))
        for text, i in firsts(_present(table, word)).items():
            if alike(text) not in names:
                yield Doubt(i, word, **{word.key: text})


@rule("K110", "“{name}”是“{code}”，被 Excel 改成了科学计数，原来的号码已经丢了；请把该列设为文本后重新填写")
def code_is_whole(table: Table, _books: Reference) -> Iterator[Doubt]:
    """1.23E+11 stands for a thousand million codes; which one was meant must be asked."""
    for i, word, code in _codes_like(table, _DAMAGED):
        yield Doubt(i, word, name=word.shown, code=code)


@rule("K111", "“{name}”是“{code}”，超过 15 位、末尾是 0，可能被 Excel 抹去了尾数；请核对", severity=Severity.WARNING)
def long_code_kept_its_end(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Excel keeps 15 digits of a number and fills the rest with zeros."""
    for i, word, code in _codes_like(table, _CUT_SHORT):
        yield Doubt(i, word, name=word.shown, code=code)


def _codes_like(table: Table, shape: re.Pattern[str]) -> Iterator[tuple[int, Word, str]]:
    """(row, field, code) of every code of that shape; telephones have a rule of their own."""
    for word, different in table.once(_codes):
        if shape.search(different) is not None:
            alike = {code for code in different.split("\n") if shape.fullmatch(code)}
            yield from ((i, word, code) for i, code in enumerate(texts(table, word)) if code in alike)


def _codes(table: Table) -> list[tuple[Word, str]]:
    """Each field of codes that the table shows, with its different ones, a line each: documents repeat their number."""
    coded = [one for one in table.type.fields if one.kind is Kind.CODE] if table.type is not None else []
    shown = [one.word for one in coded if one.name in table.values and one.name != words.PHONE.key]
    return [(word, "\n".join({code for code in texts(table, word) if code is not None})) for word in shown]


@rule("K112", "“{name}”是 {day}，要在 1 和 31 之间；月底请写 31", on=words.CUSTOMER.key)
def days_are_days_of_a_month(table: Table, _books: Reference) -> Iterator[Doubt]:
    """The day on which a statement is cut decides which month goods are owed in."""
    for word in (words.STMT_DAY, words.INVOICE_DAY):
        for i, day in enumerate(numbers(table, word)):
            if day is not None and not 1 <= day <= 31:
                yield Doubt(i, word, name=word.shown, day=day)


@rule("K113", "账期天数是 {credit_days}，不能是负数；请改正", shown=words.CREDIT_DAYS)
def credit_days_are_not_negative(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Nothing is due before it is delivered; payment in advance is a way of settling, not a term."""
    for i, days in enumerate(numbers(table, words.CREDIT_DAYS)):
        if days is not None and days < 0:
            yield Doubt(i, words.CREDIT_DAYS, credit_days=days)


@rule("K114", "别名“{alias}”就是客户名称本身，可以删去", shown=words.ALIASES, severity=Severity.NOTE)
def alias_is_another_name(table: Table, _books: Reference) -> Iterator[Doubt]:
    """An alias is what the customer is called elsewhere; its own name is known anyway."""
    names = texts(table, words.CUSTOMER_NAME)
    for i, alias in _aliases(table):
        if alike(alias) == alike(names[i] or ""):
            yield Doubt(i, words.ALIASES, alias=alias)


@rule("K115", "别名“{alias}”也是第 {row} 行客户“{other}”的；一个别名只能指一个客户", shown=words.ALIASES)
def alias_means_one_customer(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Papers that use a name of two customers could be booked on neither."""
    codes, names = texts(table, words.CUSTOMER_CODE), texts(table, words.CUSTOMER_NAME)
    owner = firsts((i, alike(name)) for i, name in _present(table, words.CUSTOMER_NAME))
    for i, alias in _aliases(table):
        first = owner.setdefault(alike(alias), i)
        if (codes[first], names[first]) != (codes[i], names[i]):
            yield Doubt(i, words.ALIASES, alias=alias, row=table.rows[first], other=names[first])


def _aliases(table: Table) -> Iterator[tuple[int, str]]:
    for i, text in _present(table, words.ALIASES):
        for alias in _BETWEEN.split(text):
            if alias.strip():
                yield i, alias.strip()


@rule(
    "K116",
    "客户编码 {customer_code} 在第 {row} 行是“{other}”，这里是“{customer_name}”；一个编码只能有一个客户",
    on=words.CUSTOMER.key,
)
def code_means_one_customer(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Two names under one code contradict each other: the later row would rename the earlier customer."""
    names = texts(table, words.CUSTOMER_NAME)
    first: dict[str, int] = {}
    for i, code in _present(table, words.CUSTOMER_CODE):
        at = first.setdefault(code, i)
        if alike(names[at] or "") != alike(names[i] or ""):
            yield Doubt(
                i, words.CUSTOMER_CODE, customer_code=code, row=table.rows[at], other=names[at], customer_name=names[i]
            )


@rule(
    "K117",
    "“{text}”与第 {row} 行相同，客户编码却不同（{other} 和 {customer_code}）；请核对是不是重复建档",
    on=words.CUSTOMER.key,
    severity=Severity.WARNING,
)
def customer_is_filed_once(table: Table, _books: Reference) -> Iterator[Doubt]:
    """One name under two codes splits a balance; two codes under one tax number are normal, yet shown (RULES 6)."""
    codes = texts(table, words.CUSTOMER_CODE)
    for word in (words.CUSTOMER_NAME, words.TAX_NO):
        first: dict[str, int] = {}
        for i, text in _present(table, word):
            at = first.setdefault(alike(text), i)
            if codes[at] is not None and codes[i] is not None and codes[at] != codes[i]:
                yield Doubt(i, word, text=text, row=table.rows[at], other=codes[at], customer_code=codes[i])


@rule(
    "K118",
    "副单位和单位都是“{unit}”；副单位请填整件的单位，例如箱",
    shown=(words.UNIT, words.PACK_UNIT),
    severity=Severity.WARNING,
)
def pack_unit_is_another_unit(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A conversion between a unit and itself says that one of the two was meant otherwise."""
    units = texts(table, words.UNIT)
    for i, pack in _present(table, words.PACK_UNIT):
        if pack == units[i]:
            yield Doubt(i, words.PACK_UNIT, unit=pack)


def _present(table: Table, word: Word) -> Iterator[tuple[int, str]]:
    for i, value in enumerate(texts(table, word)):
        if value is not None:
            yield i, value
