"""The data sets that come with the project."""

import tomllib

import numpy as np
import pytest

from mathcore import BUILTIN, DataError, builtin
from mathcore.library import FOLDER

FACTS = {
    "hours": (20, 20, 10, ("hours",)),
    "challenger": (23, 23, 7, ("temperature",)),
    "vaso": (39, 39, 20, ("ln volume", "ln rate")),
    "iris": (100, 100, 50, ("petal length", "petal width")),
    "menarche": (46, 3918, 2308, ("age",)),
}


@pytest.mark.parametrize("name", BUILTIN)
class TestEach:
    def test_facts(self, name):
        data = builtin(name)
        assert (len(data.y), data.m, data.positives, data.features) == FACTS[name]
        assert data.name == name

    def test_source_and_licence_stand_beside_it(self, name):
        about = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        assert about["source"]
        assert about["licence"]
        assert builtin(name).source == about["source"]

    def test_classes_have_names(self, name):
        no, yes = builtin(name).classes
        assert no != yes
        assert not {no, yes} & {"0", "1", ""}

    def test_every_column_can_be_asked_for(self, name):
        about = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        data = builtin(name, list(about["features"]))
        assert data.features == tuple(about["features"])
        assert len(data.units) == data.d


def test_every_file_is_listed():
    assert sorted(path.stem for path in FOLDER.glob("*.csv")) == sorted(BUILTIN)
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(BUILTIN)


def test_vaso_takes_logarithms():
    raw, logs = builtin("vaso", ["volume", "rate"]), builtin("vaso")
    assert logs.x.tolist() == np.log(raw.x).tolist()


def test_unknown_set():
    with pytest.raises(DataError, match="no built-in data set 'titanic'; choose one of hours, challenger"):
        builtin("titanic")


def test_unknown_feature():
    with pytest.raises(DataError, match="iris has no feature 'height'; it has sepal length"):
        builtin("iris", ["height"])
