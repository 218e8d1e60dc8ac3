"""Regions cover what they were given, and none of it twice."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.fast.region import MOST, Region

HEIGHT, WIDTH = 60, 90
edges = st.integers(-10, 100)
boxes = st.lists(st.tuples(edges, edges, edges, edges), max_size=40)


def covered(boxes):
    hits = np.zeros((HEIGHT, WIDTH), int)
    for x0, x1, y0, y1 in boxes:
        hits[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] += 1
    return hits


@given(boxes)
def test_a_region_covers_all_its_boxes_inside_the_frame(given_boxes):
    region = Region(HEIGHT, WIDTH)
    for box in given_boxes:
        region.add(box)
    assert not ((covered(given_boxes) > 0) & (covered(region.boxes) == 0)).any()


@given(boxes)
def test_its_boxes_are_few_and_share_no_pixel(given_boxes):
    region = Region(1000, 1000)
    for x0, x1, y0, y1 in given_boxes:
        region.add((10 * x0, 10 * x1, 10 * y0, 10 * y1))
    assert len(region.boxes) <= MOST
    hits = np.zeros((1000, 1000), int)
    for x0, x1, y0, y1 in region.boxes:
        assert 0 <= x0 < x1 <= 1000 and 0 <= y0 < y1 <= 1000
        hits[y0:y1, x0:x1] += 1
    assert hits.max(initial=0) <= 1


@given(boxes, st.tuples(edges, edges, edges, edges))
def test_meets_and_within_agree_with_the_pixels(given_boxes, other):
    region = Region(HEIGHT, WIDTH)
    for box in given_boxes:
        region.add(box)
    both = (covered(region.boxes) > 0) & (covered([other]) > 0)
    parts = region.within(other)
    np.testing.assert_array_equal(covered(parts) > 0, both)
    assert region.meets(other) or not both.any()


def test_far_apart_boxes_stay_apart():
    region = Region(1000, 1000)
    region.add((0, 10, 0, 10))
    region.add((900, 990, 900, 990))
    assert sorted(region.boxes) == [(0, 10, 0, 10), (900, 990, 900, 990)]
