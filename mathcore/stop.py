"""Why a walk over the loss ended."""

from enum import StrEnum


class Stop(StrEnum):
    """The ending of a walk; the value is the sentence to show."""

    CONVERGED = "It arrived: the slope is as good as zero, and the loss is convex, so this is the minimum."
    MAX_STEPS = "It used all its steps, and the slope is not small enough yet."
    OSCILLATING = "It jumps to and fro and never settles: the learning rate is too large."
    DIVERGED = "It leapt away and was stopped: the steps are far too long for this loss."
    SEPARABLE = (
        "There is no minimum to reach: the features set the two classes apart, at most touching at the border, "
        "so the loss keeps falling as theta grows without end."
    )
