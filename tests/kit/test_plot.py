"""Plot: numbers at ticks say where the ticks are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.plot import nice_ticks, tick_text


@given(st.floats(-100, 100), st.floats(1e-4, 1e4), st.integers(2, 8))
def test_the_number_at_a_tick_is_the_tick(low, span, most):
    ticks = nice_ticks(low, low + span, most)
    for tick in ticks:
        step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
        if len(ticks) > 1:
            shown = tick_text(tick, step).replace("−", "-").replace(",", "")
            assert float(shown) == pytest.approx(tick, abs=1e-3 * step)


@pytest.mark.parametrize(("value", "step", "text"), [
    (0.25, 0.25, "0.25"), (0.5, 0.25, "0.50"), (0.2, 0.2, "0.2"), (0.51275, 0.00025, "0.51275"), (-2.5, 2.5, "−2.5"),
    (4000, 1000, "4,000"), (0, 0.25, "0"),
])  # fmt: skip
def test_ticks_have_the_decimals_that_their_step_needs(value, step, text):
    assert tick_text(value, step) == text
