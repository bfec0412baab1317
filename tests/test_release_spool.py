"""The temporary place of papers on their way out: on the disk, not in memory, and gone afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.publish.release import Spool


@given(papers=st.lists(st.binary(max_size=50), max_size=8), data=st.data())
def test_papers_come_back_as_they_were_in_any_order(tmp_path_factory, papers, data):
    folder = tmp_path_factory.mktemp("state")
    with Spool(folder) as spool:
        kept = [(spool.keep(paper), paper) for paper in papers]
        for one, paper in data.draw(st.permutations(kept)):
            assert spool.read(one) == paper
    assert list(folder.iterdir()) == []


def test_nothing_is_laid_there_without_papers(tmp_path):
    with Spool(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_is_no_paper_of_the_next_run(tmp_path):
    (tmp_path / "release.tmp").write_bytes(b"left")
    with Spool(tmp_path) as spool:
        assert spool.read(spool.keep(b"new")) == b"new"
    assert list(tmp_path.iterdir()) == []


def test_it_goes_with_the_run_that_failed(tmp_path):
    def failing_run():
        with Spool(tmp_path) as spool:
            spool.keep(b"paper")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_run()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_gives_back_something_else_is_never_believed(tmp_path):
    with Spool(tmp_path) as spool:
        one = spool.keep(b"paper of one customer")
        spool._file.flush()
        (tmp_path / "release.tmp").write_bytes(b"paper of two customers"[: one.size])
        with pytest.raises(OSError, match="does not hold"):
            spool.read(one)
