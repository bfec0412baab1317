from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import (
    add_tax,
    counted,
    fixed,
    grouped,
    half_up,
    in_words,
    line_amount,
    plain,
    scaled,
    share,
    shown,
    split_tax,
    unscaled,
)

WIDE = Context(prec=120, rounding=ROUND_HALF_UP)
FEN = st.integers(-(10**13), 10**13)
RATES = st.sampled_from([0, 10**7, 3 * 10**7, 6 * 10**7, 9 * 10**7, 13 * 10**7, 17 * 10**7])
many = settings(max_examples=10 * settings.default.max_examples)


def reference(number, places):
    """The number rounded by the decimal module, as a count of its last place."""
    return int(WIDE.quantize(number, Decimal(1).scaleb(-places)).scaleb(places, WIDE))


@many
@given(st.integers(-(10**20), 10**20), st.integers(-15, 5), st.integers(0, 9))
def test_scaling_equals_the_decimal_reference(digits, exponent, places):
    number = Decimal(digits).scaleb(exponent)
    assert scaled(number, places) == scaled(str(number), places) == reference(number, places)


@given(st.integers(-(10**18), 10**18), st.integers(0, 9))
def test_what_is_scaled_comes_back_from_each_of_its_texts(value, places):
    assert unscaled(value, places) == Decimal(fixed(value, places))
    assert scaled(plain(value, places), places) == value
    assert scaled(unscaled(value, places), places) == value


@pytest.mark.parametrize(
    ("text", "places", "value"),
    [
        ("0.005", 2, 1),
        ("-0.005", 2, -1),
        ("0.00499999999999999999999999999999999999", 2, 0),
        ("1.005", 2, 101),
        ("1E+3", 2, 100000),
        ("１２.5", 1, 125),
    ],
)
def test_scaling_rounds_once_half_away_from_zero(text, places, value):
    assert scaled(text, places) == value


@pytest.mark.parametrize("text", ["", "abc", "1_000", "1,000", " 1", "NaN", "Infinity", "1e999", "--1"])
def test_what_is_no_plain_number_is_refused(text):
    with pytest.raises(ValueError, match="not a decimal number"):
        scaled(text, 2)


def test_a_binary_float_is_refused_whatever_its_value():
    with pytest.raises(TypeError):
        scaled(0.5, 2)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (53215000, 4, "5321.5"),
        (10**7, 4, "1000"),
        (0, 4, "0"),
        (-1, 4, "-0.0001"),
        (100, 0, "100"),
        (-15, 1, "-1.5"),
    ],
)
def test_plain_text_has_neither_exponent_nor_trailing_zeros(value, places, text):
    assert plain(value, places) == text


def test_amounts_always_show_their_fen():
    assert [fixed(fen) for fen in (8821340, 5, -5, 0)] == ["88213.40", "0.05", "-0.05", "0.00"]
    assert [grouped(fen) for fen in (8821340, 123456789012, -100000, 99, 0)] == [
        "88,213.40",
        "1,234,567,890.12",
        "-1,000.00",
        "0.99",
        "0.00",
    ]


@given(st.integers(-(10**24), 10**24), st.integers(-(10**9), 10**9).filter(bool))
def test_division_rounds_as_the_decimal_reference_does(numerator, denominator):
    whole, rest = divmod(abs(numerator), abs(denominator))
    rounded = whole + (2 * rest >= abs(denominator))
    assert half_up(numerator, denominator) == (rounded if (numerator < 0) == (denominator < 0) else -rounded)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (1, 2, 1),
        (-1, 2, -1),
        (1, -2, -1),
        (-1, -2, 1),
        (3, 2, 2),
        (-3, 2, -2),
        (-49, 100, 0),
        (-50, 100, -1),
        (0, 7, 0),
    ],
)
def test_halves_go_away_from_nought_on_both_sides(numerator, denominator, quotient):
    assert half_up(numerator, denominator) == quotient


def test_division_by_nothing_is_a_mistake():
    with pytest.raises(ZeroDivisionError):
        half_up(1, 0)


@many
@given(st.integers(-(10**10), 10**10), st.integers(0, 10**11), st.none() | st.integers(0, 10**9), FEN)
def test_a_line_amount_is_rounded_once(quantity, price, paid_rate, discount):
    share_paid = Decimal(1) if paid_rate is None else Decimal(paid_rate).scaleb(-9)
    exact = WIDE.multiply(
        WIDE.multiply(unscaled(quantity, 4), unscaled(price, 6)),
        share_paid,
    )
    expected = reference(WIDE.subtract(exact, unscaled(discount, 2)), 2)
    assert line_amount(quantity, price, paid_rate, discount) == expected


def test_three_pieces_at_12_35_are_taxed_the_same_both_ways():
    amount = line_amount(3_0000, 12_350000)
    assert amount == 3705
    assert split_tax(amount, scaled("0.13", 9)) == (3279, 426)
    assert add_tax(3279, scaled("0.13", 9)) == (426, 3705)


def test_nine_tenths_paid_and_a_discount_are_taken_off_before_rounding():
    assert line_amount(scaled("1", 4), scaled("0.05", 6), scaled("0.9", 9)) == 5  # 0.045
    assert line_amount(scaled("1", 4), scaled("0.05", 6), scaled("0.9", 9), 1) == 4  # 0.035


@many
@given(FEN, RATES)
def test_net_and_tax_always_add_up_to_the_amount(amount, rate):
    net, tax = split_tax(amount, rate)
    assert net + tax == amount
    assert net == reference(WIDE.divide(unscaled(amount, 2), 1 + unscaled(rate, 9)), 2)
    assert add_tax(net, rate)[1] == net + add_tax(net, rate)[0]


def test_the_tax_of_thirteen_fen_is_what_the_net_leaves():
    """Rounded each by itself they are 0.12 and 0.02, a fen too much, as in 345 of the first 2,999 amounts."""
    rate = scaled("0.13", 9)
    assert split_tax(13, rate) == (12, 1)
    nets = [(fen, split_tax(fen, rate)[0]) for fen in range(1, 3000)]
    alone = [fen for fen, net in nets if add_tax(net, rate)[1] != fen]
    assert len(alone) == 345


def test_seven_lines_of_one_yuan_differ_from_their_document_by_three_fen():
    rate = scaled("0.13", 9)
    assert (7 * split_tax(100, rate)[0], split_tax(700, rate)[0]) == (616, 619)


def test_a_rate_that_takes_everything_is_no_rate():
    with pytest.raises(ValueError, match="not a tax rate"):
        split_tax(100, -(10**9))


@given(FEN, st.lists(st.integers(0, 10**12), min_size=1, max_size=30))
def test_shares_add_up_and_none_has_the_wrong_sign_or_is_far_from_its_due(total, weights):
    parts = share(total, weights)
    assert sum(parts) == total
    assert all(part * total >= 0 for part in parts)
    if sum(weights):
        due = [WIDE.divide(Decimal(total * one), Decimal(sum(weights))) for one in weights]
        assert all(abs(part - one) <= len(parts) for part, one in zip(parts, due, strict=True))


@given(FEN, st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=9))
def test_shares_of_goods_and_returns_together_add_up_too(total, weights):
    assert sum(share(total, weights)) == total


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10000, [33333, 33333, 33334], [3333, 3333, 3334]),
        (2, [1, 1, 1, 1], [1, 0, 1, 0]),
        (2, [0, 1, 1, 1, 1], [0, 1, 0, 1, 0]),
        (-100, [1, 3], [-25, -75]),
        (100, [-1, -3], [25, 75]),
        (100, [0, 0], [50, 50]),
        (100, [5, 0], [100, 0]),
        (100, [1, 1, -1], [100, 100, -100]),
        (7, [3], [7]),
    ],
)
def test_the_last_share_takes_what_remains(total, weights, parts):
    assert share(total, weights) == parts


def test_an_amount_is_not_shared_among_nobody():
    with pytest.raises(ValueError, match="nothing"):
        share(1, [])


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.51", "伍角壹分"),
        ("1.01", "壹元零壹分"),
        ("10", "壹拾元整"),
        ("100.50", "壹佰元伍角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1000000.01", "壹佰万元零壹分"),
        ("10010001.10", "壹仟零壹万零壹元壹角整"),
        ("100000001", "壹亿零壹元整"),
        ("105000000", "壹亿零伍佰万元整"),
        ("1000000000000", "壹万亿元整"),
        ("-2000", "负贰仟元整"),
    ],
)
def test_amounts_in_words_are_those_of_a_cheque(amount, words):
    assert in_words(scaled(amount, 2)) == words


DIGITS = "零壹贰叁肆伍陆柒捌玖"


def whole(words):
    """The number that the words say: what stands before the largest unit counts it, the rest follows."""
    for mark, unit in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        high, found, low = words.rpartition(mark)
        if found:
            return whole(high) * unit + whole(low)
    return DIGITS.index(words.lstrip("零") or "零")


def read_back(words):
    """The fen that the words say."""
    yuan, _, rest = words.rpartition("元")
    jiao, found, cents = rest.removesuffix("整").rpartition("角")
    return whole(yuan) * 100 + (whole(jiao) if found else 0) * 10 + whole(cents.removesuffix("分"))


@given(st.integers(0, 10**13))
def test_amounts_in_words_say_the_amount_and_no_two_noughts_meet(fen):
    words = in_words(fen)
    assert read_back(words) == fen
    assert "零零" not in words
    assert words.endswith("分") != words.endswith("整")


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.QTY, 53215000, "5321.5"),
        (Kind.PRICE, 350000, "0.35"),
        (Kind.MONEY, 8821340, "88213.40"),
        (Kind.RATE, 130000000, "13%"),
        (Kind.RATE, 5000000, "0.5%"),
        (Kind.BOOL, 1, "是"),
        (Kind.BOOL, 0, "否"),
        (Kind.INT, 30, "30"),
        (Kind.DATE, "2026-11-05", "2026-11-05"),
        (Kind.CODE, "0013", "0013"),
        (Kind.TEXT, None, ""),
        (Kind.MONEY, None, ""),
    ],
)
def test_each_kind_is_shown_as_a_clerk_reads_it(kind, value, text):
    assert shown(kind, value) == text


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (0, "0"),
        (9990000, "999"),
        (10000000, "1,000"),
        (12345005000, "1,234,500.5"),
        (-10000000, "-1,000"),
        (1, "0.0001"),
    ],
)
def test_a_quantity_is_said_with_its_thousands_apart_and_no_zeros_behind_it(quantity, said):
    assert counted(quantity) == said
