"""Large plain files are read as small ones are, to the last bit and the last word; all others by the careful reader."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import DataError, quick, read_csv

number = st.one_of(
    st.floats(-1e6, 1e6).map(repr), st.integers(-9, 9).map(str), st.sampled_from(["1e400", " 2.5 ", "1_0", "+3", "1E2"])
)
odd = st.sampled_from(["", "nan", "inf", "1,5", '"2"', '"a\nb"', "0x1", "#", "٣", "é", "NA", "'1'", " "])
label = st.sampled_from(["0", "1", "0.0", "1.0", "yes", "no", "Yes", " no ", "2", "", '"yes"'])
row = st.one_of(
    st.tuples(number, label).map(",".join),
    st.tuples(st.one_of(number, odd), label, st.sampled_from(["", "z"])).map(",".join),
    st.sampled_from(["", " ", ",", ";", "1;2", "1,1,1"]),
)
plain = st.tuples(number, st.sampled_from(["0", "1"])).map(",".join)
files = st.one_of(st.lists(row, max_size=8), st.lists(plain, min_size=2, max_size=30))
headers = st.sampled_from(["x,y", "\ufeffx,y", "x,y,z", "x;y", " x , y ", '"x",y', "\nx,y", "1,2", "x,x"])


def outcome(path, **options):
    """What reading comes to: the data, or the words of the error."""
    try:
        data = read_csv(path, **options)
    except DataError as error:
        return str(error)
    return data.x.tolist(), data.y.tolist(), data.counts.tolist(), data.features, data.classes, data.name, data.source


@given(headers, files, st.sampled_from(["\n", "\r\n"]), st.sampled_from([{}, {"feature": "x", "label": "y"}]))
def test_both_ways_of_reading_agree(tmp_path_factory, header, rows, end, options):
    path = tmp_path_factory.mktemp("csv") / "data.csv"
    path.write_bytes((end.join([header, *rows]) + end).encode("utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        careful = outcome(path, **options)
        patch.setattr(quick, "LARGE", 0)
        assert outcome(path, **options) == careful


def large(path, rows=80_000, words=("0", "1"), last=""):
    rng = np.random.default_rng(4)
    lines = [f"{x:.6f},{words[int(x + n > 5)]},note" for x, n in rng.normal(5, 2, (rows, 2)).tolist()]
    path.write_text("\n".join(["x,y,z", *lines]) + "\n" + last, encoding="utf-8")
    return path


@pytest.mark.parametrize("words", [("0", "1"), ("no", "yes"), ("versicolor", "virginica")])
def test_a_large_file_is_read_without_the_careful_reader(tmp_path, monkeypatch, words):
    path = large(tmp_path / "large.csv", words=words)
    assert path.stat().st_size < quick.LARGE * 2
    careful = outcome(path, feature="x", label="y")
    monkeypatch.setattr(quick, "LARGE", 1000)
    monkeypatch.setattr("mathcore.reading.read_table", None)
    assert outcome(path, feature="x", label="y") == careful


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("7,1\n", "line 80002: 2 cells"),
        ("oops,1,note\n", "line 80002, column 'x': 'oops' is not a number"),
        ("7,2,note\n", "line 80002, column 'y': a third label value, '2'"),
        ("7,,note\n", "line 80002, column 'y': the label is missing"),
        ("inf,1,note\n", "line 80002, column 'x': 'inf' is not a finite number"),
        ("7\0,1,note\n", "is not a text file"),
    ],
)
def test_the_last_row_of_a_large_file_is_held_to_account(tmp_path, monkeypatch, last, said):
    monkeypatch.setattr(quick, "LARGE", 1000)
    assert said in outcome(large(tmp_path / "large.csv", last=last), feature="x", label="y")


def test_a_large_file_takes_at_most_four_times_its_numbers(tmp_path, monkeypatch):
    path = large(tmp_path / "large.csv", rows=200_000)
    tracemalloc.start()
    data = read_csv(path, feature="x", label="y")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(data.y) == 200_000
    assert peak <= 4 * (data.x.nbytes + data.y.nbytes + data.counts.nbytes)
