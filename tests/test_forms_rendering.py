"""The input forms as LibreOffice sees them: lists to choose from and checks arrive, and pages print whole."""

from __future__ import annotations

import re
import zipfile

import libreoffice
import pytest

from neiqin_xl import Desk, words
from neiqin_xl.model.form import form_fields, form_title
from neiqin_xl.sheets import sheet_types

pytestmark = [pytest.mark.rendering, pytest.mark.timeout(600)]

CUSTOMERS = "客户编码,客户名称,业务员,结算方式,电话\n0101,拾穗雀商行,段青岚,月结30天,13800000001\n"
PRICES = "产品编码,品名,规格型号,单位,含税售价\n0017,茶杯,白瓷,个,2.5\n"
KINDS = list(sheet_types().values())


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A function from a sheet type and a format to what LibreOffice makes of the form."""
    folder = tmp_path_factory.mktemp("forms")
    with Desk.create(folder / "工作区") as desk:
        for name, text in (("客户.csv", CUSTOMERS), ("价格.csv", PRICES)):
            (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
        desk.take_in()
        desk.forms(folder / "模板")
    for ending in ("ods", "pdf"):
        libreoffice.converted([*(folder / "模板").iterdir()], folder, ending, seconds=500)
    return lambda kind, ending: folder / ending / f"{form_title(kind)}.{ending}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_column_keeps_its_check_and_its_list(kind, converted):
    with zipfile.ZipFile(converted(kind, "ods")) as archive:
        content = archive.read("content.xml").decode("utf-8")
    checks = re.findall(r"<table:content-validation .*?</table:content-validation>", content)
    assert len(checks) == len(form_fields(kind))
    lists = {name for name in re.findall(r'table:named-range table:name="([^"]*)"', content) if "选项_" in name}
    wanted = set(re.findall(r"cell-content-is-in-list\(([^)]*)\)", content))
    assert wanted == lists != set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_form_prints_on_one_page_beside_its_explanations(kind, converted):
    (form, guide, *products), _ = libreoffice.on_paper(converted(kind, "pdf"))
    assert form_title(kind) in form
    assert "填写说明" in guide
    chooses = bool(kind.posts) and words.PRODUCT_CODE.key in {one.name for one in form_fields(kind)}
    assert len(products) == (1 if chooses else 0)
