"""The numbers of the lecture: logistic regression in NumPy, tested to the last digits.

Conventions
-----------
x (n, d) features, y (n,) labels 0 or 1, counts (n,) trials a row stands for, m their sum; theta (..., d + 1) with
the intercept first; z = theta . (1, x) the score, h = sigmoid(z) the probability of label 1; J the mean loss, in
nats; alpha the learning rate. float64 throughout.
"""

from mathcore.arrays import Array
from mathcore.batches import Batches
from mathcore.bernoulli import bernoulli, nearest_row
from mathcore.chain import Chain, Slip, chain, least_squares, lost_minus_step, residuals, slip
from mathcore.data import DataError, Dataset, require_two_classes, require_varying
from mathcore.descent import descend, period
from mathcore.entropy import cross_entropy, divergence, entropy
from mathcore.facts import Fact
from mathcore.fit import Fit, fit
from mathcore.landscape import Landscape, landscape, level_lines, onto_level
from mathcore.library import BUILTIN, builtin
from mathcore.likelihood import (
    factors,
    halves_until_zero,
    log_factors,
    log_likelihood,
    running_log_sum,
    running_product,
    sigmoid_digits,
)
from mathcore.loss import LogisticLoss
from mathcore.newton import Bowl, NewtonRuns, arrival, bowl, halvings, leaping_start, newton_runs, secant_step
from mathcore.odds import OddsLadder, odds, odds_ladder
from mathcore.plane import PlaneStudy
from mathcore.profile import Profile
from mathcore.rates import Bounds, bounds, shared_window, standing, telling_walks
from mathcore.reading import read_csv
from mathcore.reshaping import Reshaping
from mathcore.rules import Rule, backtracking, gradient_step, heavy_ball, minibatch_step, newton_step
from mathcore.scaling import Scaling
from mathcore.sections import Chord, Section, chord, principal_sections, tour
from mathcore.separation import separating_direction
from mathcore.sheet import Sheet, sheet
from mathcore.sigmoid import log_sigmoid, logit, sigmoid, sigmoid_slope, softplus
from mathcore.stop import Stop
from mathcore.study import Study
from mathcore.threshold import Staircase, misses, soft_step, staircase, total_miss, total_miss_slope
from mathcore.trajectory import Trajectory
from mathcore.window import Window, frame

__all__ = [
    "BUILTIN", "Array", "Batches", "Bounds", "Bowl", "Chain", "Chord", "DataError", "Dataset", "Fact", "Fit",
    "Landscape", "LogisticLoss", "NewtonRuns", "OddsLadder", "PlaneStudy", "Profile", "Reshaping", "Rule", "Scaling",
    "Section", "Sheet", "Slip", "Staircase", "Stop", "Study", "Trajectory", "Window", "arrival", "backtracking",
    "bernoulli", "bounds", "bowl", "builtin", "chain", "chord", "cross_entropy", "descend", "divergence", "entropy",
    "factors", "fit", "frame", "gradient_step", "halves_until_zero", "halvings", "heavy_ball", "landscape",
    "leaping_start", "least_squares", "level_lines", "log_factors", "log_likelihood", "log_sigmoid", "logit",
    "lost_minus_step", "minibatch_step", "misses", "nearest_row", "newton_runs", "newton_step", "odds", "odds_ladder",
    "onto_level", "period", "principal_sections", "read_csv", "require_two_classes", "require_varying", "residuals",
    "running_log_sum", "running_product", "secant_step", "separating_direction", "shared_window", "sheet", "sigmoid",
    "sigmoid_digits", "sigmoid_slope", "slip", "soft_step", "softplus", "staircase", "standing", "telling_walks",
    "total_miss", "total_miss_slope", "tour",
]
