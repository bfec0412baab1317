"""What the sheet types declare holds together and follows the decisions that the books rest on."""

from __future__ import annotations

import pytest

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type
from neiqin_xl.sheets import sheet_types
from neiqin_xl.words import plain

TYPES = sheet_types()
EACH = pytest.mark.parametrize("kind", TYPES.values(), ids=list(TYPES))
PAPERS = [TYPES[name] for name in ("order", "shipment", "goods_return")]


def test_every_paper_has_its_type_and_master():
    for paper, master in zip(words.PAPERS, words.MASTERS, strict=True):
        assert TYPES[paper.key].word is paper
        assert TYPES[paper.key].master is master


@EACH
def test_a_type_explains_itself(kind):
    assert len(kind.about.splitlines()) > 1
    assert kind.folders


@EACH
def test_what_is_summed_never_fills_down(kind):
    assert [field.name for field in kind.fields if field.head and field.kind.is_summed] == []
    assert [field.name for field in kind.fields if field.head and field.kind is Kind.PRICE] == []


@EACH
def test_only_enumerations_have_choices_and_each_has_some(kind):
    for field in kind.fields:
        assert (field.kind is Kind.ENUM) == bool(field.choices), field.name


@EACH
def test_no_spelling_of_a_choice_means_two_values(kind):
    for field in kind.fields:
        seen = {}
        for value, spellings in (field.choices or {}).items():
            for text in (value, *spellings):
                assert seen.setdefault(plain(text) or text, value) == value, (field.name, text)


@EACH
def test_what_speaks_for_a_type_does_not_speak_against_it(kind):
    assert not set(kind.signs) & set(kind.strange)
    known = {value.key for value in vars(words).values() if isinstance(value, words.Word)}
    assert set(kind.strange) <= known


def test_folders_name_one_type():
    folders = [folder for kind in TYPES.values() for folder in kind.folders]
    assert len(folders) == len(set(folders))


def test_numbers_are_wanted_and_dates_required_on_papers():
    for kind in PAPERS:
        assert kind.field[kind.number].need is Need.WANTED
        assert kind.field[kind.dated].need is Need.REQUIRED
        assert kind.field["qty"].need is Need.REQUIRED
        assert kind.field["unit"].need is Need.WANTED


def test_prices_may_be_left_out():
    assert {kind.field["unit_price_incl"].need for kind in PAPERS} == {Need.OPTIONAL}


def test_versions_currencies_and_receivers_stand_on_every_paper():
    for kind in PAPERS:
        assert {"version_no", "change_date", "currency", "receiver"} <= set(kind.field)


def test_the_order_number_of_a_slip_stands_on_its_lines():
    assert TYPES["order"].field["order_no"].head
    assert not TYPES["shipment"].field["order_no"].head
    assert not TYPES["goods_return"].field["order_no"].head


def test_half_an_order_is_not_taken_but_goods_that_have_left_are():
    assert {name: kind.accept for name, kind in TYPES.items()} == {
        "order": Accept.DOCUMENT,
        "shipment": Accept.LINE,
        "goods_return": Accept.LINE,
        "receipt": Accept.LINE,
        "invoice": Accept.DOCUMENT,
        "adjustment": Accept.DOCUMENT,
        "opening": Accept.TABLE,
        "credit": Accept.ROW,
        "customer": Accept.ROW,
        "product": Accept.ROW,
        "sign_off": Accept.ROW,
        "their_statement": Accept.LINE,
        "match_decision": Accept.ROW,
        "difference_decision": Accept.ROW,
        "invoice_plan": Accept.ROW,
        "slip_return": Accept.ROW,
        "reply_date": Accept.ROW,
        "allocation": Accept.ROW,
    }


def test_goods_that_come_back_are_owed_no_longer_unless_they_are_only_repaired():
    posts = {post.measure: post for post in TYPES["goods_return"].posts}
    assert posts[Measure.RECEIVABLE].sign == -1
    assert posts[Measure.RECEIVABLE].unless == ("disposition", ("返修",))
    assert posts[Measure.REOPENED].only == ("disposition", ("换货补发",))
    assert posts[Measure.RETURNED].sign == 1


def test_void_papers_count_nothing():
    for name in ("order", "shipment"):
        for post in TYPES[name].posts:
            assert post.unless == ("doc_status", ("已作废",))
    for name in ("goods_return", "adjustment"):
        for post in TYPES[name].posts:
            assert ("doc_status", ("已作废",)) in (post.unless, *post.nor)


@EACH
def test_what_a_posting_singles_out_is_a_choice_of_its_field(kind):
    for post in kind.posts:
        for name, values in filter(None, (post.only, post.unless, *post.nor)):
            assert set(values) <= set(kind.field[name].choices)


def test_a_type_that_names_a_field_it_lacks_is_refused():
    with pytest.raises(ValueError, match="order_no"):

        @sheet_type(words.ORDER, master=words.ORDER_MASTER, number="order_no")
        class Broken:
            qty = column(Kind.QTY, words.QTY)
