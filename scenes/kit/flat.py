"""A stage seen from straight above: world units are frame units, and no light shades what is painted."""

from scenes.kit.stage import Light, Stage, View

FLAT = Light(ambient=1.0, diffuse=0.0, specular=0.0)
# Far enough away for depth not to shift a mark by a thousandth of a unit.
ABOVE = View(0, -90, 1.0, 1000.0)
WHOLE_FRAME = (-7.2, 7.2, -4.1, 4.1)


def flat_stage() -> Stage:
    """Return an empty stage over the whole frame."""
    return Stage([], ABOVE, WHOLE_FRAME)
