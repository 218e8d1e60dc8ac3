"""read_csv: good files of many kinds, and for each bad one an error that says what and where."""

import re

import numpy as np
import pytest

from mathcore import BUILTIN, DataError, builtin, read_csv
from mathcore.library import FOLDER


@pytest.fixture
def save(tmp_path):
    def save(content, name="exam.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return save


class TestGoodFiles:
    def test_two_columns_need_no_names(self, save):
        data = read_csv(save("hours,pass\n1,0\n2,1\n"))
        assert (data.features, data.outcome, data.classes) == (("hours",), "pass", ("0", "1"))
        assert data.x.tolist() == [[1.0], [2.0]]
        assert data.y.tolist() == [0.0, 1.0]
        assert data.name == "exam"
        assert data.source == "exam.csv"

    def test_a_name_of_its_own(self, save):
        assert read_csv(save("hours,pass\n1,0\n2,1\n"), name="My class").name == "My class"

    @pytest.mark.parametrize("content", [
        "hours,pass\n1.5,0\n2,1\n",
        "hours;pass\n1.5;0\n2;1\n",
        "hours\tpass\n1.5\t0\n2\t1\n",
        "\ufeffhours,pass\n1.5,0\n2,1\n",
        "hours,pass\r\n1.5,0\r\n2,1\r\n",
        "hours,pass\r1.5,0\r2,1\r",
        "hours,pass\n1.5,0\n2,1",
        "\n\nhours,pass\n\n1.5,0\n,\n  \n2,1\n\n",
        " hours , pass \n 1.5 , 0 \n 2 ,1\n",
        '"hours","pass"\n"1.5","0"\n"2","1"\n',
        "hours,pass\n+1.5,0.0\n2e0,1.00\n",
    ], ids=["comma", "semicolon", "tab", "BOM", "CRLF", "CR", "no last line end", "blank lines", "spaces", "quotes",
            "spellings"])
    def test_spellings_of_one_table(self, save, content):
        data = read_csv(save(content), feature="hours", label="pass")
        assert data.x.tolist() == [[1.5], [2.0]]
        assert data.y.tolist() == [0.0, 1.0]

    def test_quoted_cells_may_hold_delimiters_and_line_ends(self, save):
        data = read_csv(save('"a, b",note,pass\n1,"x, y\nz",0\n2,,1\n'), feature="a, b", label="pass")
        assert data.features == ("a, b",)
        assert data.x.tolist() == [[1.0], [2.0]]

    def test_several_features(self, save):
        data = read_csv(save("a,b,pass,c\n1,2,0,x\n3,4,1,y\n"), feature=["b", "a"], label="pass")
        assert data.features == ("b", "a")
        assert data.x.tolist() == [[2.0, 1.0], [4.0, 3.0]]

    def test_names_in_any_script(self, save):
        data = read_csv(save("小时,通过\n1,是\n2,否\n3,是\n"))
        assert (data.features, data.outcome) == (("小时",), "通过")

    @pytest.mark.parametrize("name", BUILTIN)
    def test_the_built_in_files_read_alike(self, name):
        data = builtin(name)
        columns = {"hours": ("hours", "pass", None), "challenger": ("temp_f", "distress", None),
                   "vaso": (["volume", "rate"], "constrict", None), "menarche": ("age", "reached", "n"),
                   "iris": (["petal_length", "petal_width"], "virginica", None)}
        feature, label, counts = columns[name]
        read = read_csv(FOLDER / f"{name}.csv", feature=feature, label=label, counts=counts)
        assert read.x.tolist() == (np.exp(data.x).round(12).tolist() if name == "vaso" else data.x.tolist())
        assert read.y.tolist() == data.y.tolist()
        assert read.counts.tolist() == data.counts.tolist()


class TestLabels:
    @pytest.mark.parametrize(("zero", "one"), [
        ("no", "yes"), ("No", "YES"), ("failed", "passed"), ("FALSE", "TRUE"), ("n", "y"), ("negative", "positive"),
        ("absent", "present"), ("died", "survived"), ("control", "case"), ("zebra", "passed"), ("failed", "aardvark"),
        ("benign", "malignant"), ("apple", "pear"), ("0", "1"), ("否", "是"),
    ])
    @pytest.mark.parametrize("first", [0, 1])
    def test_which_of_two_means_one(self, save, zero, one, first):
        """The order of the rows does not matter."""
        cells = [zero, one] if first == 0 else [one, zero]
        data = read_csv(save(f"x,y\n1,{cells[0]}\n2,{cells[1]}\n"))
        assert data.classes == (zero, one)
        assert data.y.tolist() == [float(first), float(1 - first)]

    def test_spelling_of_one_label_may_vary(self, save):
        data = read_csv(save("x,y\n1,Yes\n2,no\n3,yes\n4,NO\n"))
        assert data.y.tolist() == [1.0, 0.0, 1.0, 0.0]
        assert data.classes == ("no", "Yes")

    def test_a_third_value(self, save):
        message = r"exam\.csv, line 4, column 'y': a third label value, 'maybe'.*'no', 'yes', 'maybe'.*Keep the rows"
        with pytest.raises(DataError, match=message):
            read_csv(save("x,y\n1,no\n2,yes\n3,maybe\n"))

    def test_a_number_column_by_mistake(self, save):
        with pytest.raises(DataError, match=r"has 7 \('0\.1', '0\.2', '0\.3', '0\.4' \.\.\.\).*choose another column"):
            read_csv(save("x,y\n" + "".join(f"{i},0.{i}\n" for i in range(1, 8))))

    @pytest.mark.parametrize("labels", ["1,2", "-1,1", "0,2", "3,4", "0.5,1"])
    def test_other_numbers(self, save, labels):
        a, b = labels.split(",")
        with pytest.raises(DataError, match=r"column 'y': the labels are .* write 0 and 1 instead, or two words"):
            read_csv(save(f"x,y\n1,{a}\n2,{b}\n"))

    @pytest.mark.parametrize("cells", ["yes\n2,yes", "1\n2,1", "0\n2,0.0"])
    def test_one_class(self, save, cells):
        with pytest.raises(DataError, match=r"exam\.csv, column 'y': every row says .* both outcomes are needed"):
            read_csv(save(f"x,y\n1,{cells}\n"))

    @pytest.mark.parametrize("missing", ["", "NA", "nan", "n/a", "?", "null"])
    def test_a_missing_label(self, save, missing):
        with pytest.raises(DataError, match=r"exam\.csv, line 3, column 'y': the label is missing .*fill it in"):
            read_csv(save(f"x,y\n1,yes\n2,{missing}\n3,no\n"))


GROUPED = "age,n,reached\n9,10,0\n11,20,5\n12,0,0\n13,8,8\n"


class TestGrouped:
    def test_two_weighted_rows_a_group(self, save):
        data = read_csv(save(GROUPED), feature="age", label="reached", counts="n")
        assert list(zip(data.x[:, 0], data.y, data.counts, strict=True)) == [(9, 0, 10), (11, 0, 15), (11, 1, 5),
                                                                           (13, 1, 8)]
        assert (data.m, data.positives) == (38, 13)
        assert data.classes == ("not reached", "reached")

    @pytest.mark.parametrize(("row", "message"), [
        ("9,10,11", r"line 2, column 'reached': 11 successes among 10 trials \(column 'n'\).*Are the two swapped"),
        ("9,-1,0", r"line 2, column 'n': '-1' is negative"),
        ("9,10,-2", r"line 2, column 'reached': '-2' is negative"),
        ("9,10.5,2", r"line 2, column 'n': '10\.5' is not a whole number"),
        ("9,10,2.5", r"line 2, column 'reached': '2\.5' is not a whole number"),
        ("9,many,2", r"line 2, column 'n': 'many' is not a number"),
        ("9,inf,2", r"line 2, column 'n': 'inf' is not a finite number"),
    ])
    def test_impossible_counts(self, save, row, message):
        with pytest.raises(DataError, match=message):
            read_csv(save(f"age,n,reached\n{row}\n11,20,5\n"), feature="age", label="reached", counts="n")

    def test_all_zero(self, save):
        with pytest.raises(DataError, match=r"column 'n': every group has 0 trials"):
            read_csv(save("age,n,reached\n9,0,0\n10,0,0\n"), feature="age", label="reached", counts="n")

    @pytest.mark.parametrize("successes", [(0, 0), (10, 20)])
    def test_one_class(self, save, successes):
        content = f"age,n,reached\n9,10,{successes[0]}\n11,20,{successes[1]}\n"
        with pytest.raises(DataError, match=r"exam\.csv: every row of 'reached' says"):
            read_csv(save(content), feature="age", label="reached", counts="n")

    def test_a_constant_feature(self, save):
        with pytest.raises(DataError, match=r"exam\.csv: the feature 'age' is 9 in every row"):
            read_csv(save("age,n,reached\n9,10,4\n9,20,6\n"), feature="age", label="reached", counts="n")


class TestBadFiles:
    @pytest.mark.parametrize(("content", "message"), [
        ("", r"exam\.csv is empty: it needs a header"),
        ("\n  \n\n", r"exam\.csv is empty"),
        ("x,y\n", r"exam\.csv has a header but no rows"),
        ("x,y\n\n ,\n", "has a header but no rows"),
        ("1,0\n2,1\n", r"first line holds numbers \(1, 0\); put a line of column names"),
        ("x,x,y\n1,2,0\n3,4,1\n", "two columns are called 'x'"),
        ("x, x ,y\n1,2,0\n", "two columns are called 'x'"),
        ("x,,y\n1,2,0\n", "column 2 has no name"),
        ("x,y\n1,0\n2\n", r"line 3: 1 cell, but the header names 2 columns \(x, y\).*Fill in"),
        ("x,y\n1,0,5\n2,1\n", r"line 2: 3 cells.*Write decimals with a point \(1\.5\)"),
        ("x;y\n1;0;5\n", r"line 2: 3 cells.*Quote cells that hold a semicolon"),
        ('x,y\n"1,0\n2,1\n', "not a valid CSV row.*quotation marks"),
        ('x,y\n"1"2,0\n', "line 2: not a valid CSV row"),
        ("x,y\n1,0\nlots,1\n", r"line 3, column 'x': 'lots' is not a number; correct it, or choose a column"),
        ("x,y\n1,0\n\n\nlots,1\n", "line 5, column 'x'"),
        ("x,y\n,0\n2,1\n", r"line 2, column 'x': the cell is empty; remove the row or fill in"),
        ("x;y\n1,5;0\n2;1\n", r"line 2, column 'x': '1,5' has a decimal comma; write 1\.5 with a point"),
        ('x,y\n"1,5",0\n2,1\n', r"'1,5' has a decimal comma"),
        ("x,y\nnan,0\n2,1\n", "line 2, column 'x': 'nan' is not a finite number"),
        ("x,y\n1,0\n-inf,1\n", "line 3, column 'x': '-inf' is not a finite number"),
        ("x,y\n1e999,0\n2,1\n", "'1e999' is not a finite number"),
        ("x,y\n1_000,0\n2,1\n", "'1_000' is not a number"),
        ("x,y\n5,0\n5,1\n5,1\n", r"exam\.csv: the feature 'x' is 5 in every row; choose one that varies"),
        (b"PK\x03\x04\x00\x00\x08", "is not a text file: save the table as CSV"),
        (b"x,y\n1,0\n\xff\xfe,1\n", r"line 3: not UTF-8 text"),
        ("x,y\n1,0\n2,1\n".encode("utf-16"), "is not a text file"),
    ])
    def test_what_and_where(self, save, content, message):
        path = save(content)
        with pytest.raises(DataError, match=message) as caught:
            read_csv(path)
        assert str(path) in str(caught.value)
        assert caught.value.__cause__ is None

    def test_no_such_file(self, tmp_path):
        with pytest.raises(DataError, match=r"There is no file .*lost\.csv: check the name"):
            read_csv(tmp_path / "lost.csv")

    def test_a_folder(self, tmp_path):
        with pytest.raises(DataError, match="is a folder: name the CSV file inside it"):
            read_csv(tmp_path)

    @pytest.mark.parametrize(("names", "message"), [
        ({"feature": "hour", "label": "pass"}, r"no column 'hour'\. Did you mean 'hours'\? Its columns are: hours"),
        ({"feature": "hours", "label": "PASS"}, r"no column 'PASS'\. Did you mean 'pass'\?"),
        ({"feature": "hours", "label": "qqq"}, r"no column 'qqq'\. Its columns are: hours, age, pass"),
        ({"feature": ["hours", "weight"], "label": "pass"}, r"no column 'weight'"),
        ({"feature": "hours", "label": "pass", "counts": "n"}, r"no column 'n'"),
        ({"feature": "hours"}, "has the columns hours, age, pass: say which is the label"),
        ({"label": "pass"}, "say which is the feature"),
        ({}, "say which is the feature and label"),
        ({"feature": "pass", "label": "pass"}, "column 'pass' cannot serve twice"),
        ({"feature": ["age", "age"], "label": "pass"}, "column 'age' cannot serve twice"),
        ({"feature": [], "label": "pass"}, "name at least one feature column of hours, age, pass"),
    ])
    def test_columns(self, save, names, message):
        with pytest.raises(DataError, match=message):
            read_csv(save("hours,age,pass\n1,20,0\n2,21,1\n"), **names)

    def test_a_text_feature_is_named(self, save):
        with pytest.raises(DataError, match=r"line 2, column 'town': 'Ghent' is not a number"):
            read_csv(save("town,pass\nGhent,0\nBruges,1\n"))


def test_messages_end_as_sentences(save):
    for content in ("", "x,y\n", "x,y\n1\n", "x,y\na,0\n", "x,y\n1,a\n2,b\n3,c\n"):
        with pytest.raises(DataError) as caught:
            read_csv(save(content))
        assert re.search(r"[.?]$", str(caught.value))
