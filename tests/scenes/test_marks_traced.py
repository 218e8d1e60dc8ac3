"""At the end of every beat, each mark on the frame is one that the core has computed, where it says, to a pixel."""

from __future__ import annotations

import pytest
from every_beat import BEATS
from storytelling import EVERYWHERE, SHIPPED
from tracing import only_words

EDITIONS = dict.fromkeys((*EVERYWHERE, *SHIPPED, "cycle", "slow"))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", BEATS)
def test_every_mark_is_where_the_core_has_it(slug, edition, perform):
    performance = perform(slug, edition)
    for beat in performance.lesson.beats:
        count, findings = performance.traced[beat.key]
        assert findings == [], beat.key
        assert count > 0 or BEATS[slug][beat.key] is only_words, beat.key
