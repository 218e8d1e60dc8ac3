"""Whether one statement follows from another, and whether two sides keep their ratio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mathcore.proofreader import changes, definitions, evaluating, jets
from mathcore.proofreader.claims import ENOUGH, HOLDS, Outcome, environments
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.tree import Chain, Expr, Statement, Symbol, within
from mathcore.proofreader.trouble import OutsideError
from mathcore.proofreader.worlds import Reading, worlds


def implied(
    statement: Statement, premises: Sequence[Chain], reading: Reading, defined: Mapping[str, Definition]
) -> Outcome:
    """Return whether chains joined by ⇒ and ⇔ follow from one another wherever the premises are true.

    Where random data never make them true, letters are given the values that some of the chains say: first those that
    it starts from, then each of the others. Where that does not help, all parameters are 0.
    """
    starts = (*premises, *statement.conditions, statement.chains[0])
    outcome = _tried(statement, premises, reading, defined)
    for chains in (starts, *([chain] for chain in statement.chains[1:])):
        told = [chain for chain in chains if _says_a_letter(chain)]
        if outcome.kind == "open" and told:
            outcome = _tried(statement, premises, reading, defined, told)
    at_zero = any(definitions.is_closed(side) for chain in starts for side in chain.sides)
    if outcome.kind == "open" and at_zero:
        return _tried(statement, premises, reading, defined, scales=(0.0,))
    return outcome


def _tried(
    statement: Statement, premises: Sequence[Chain], reading: Reading, defined: Mapping[str, Definition],
    assumed: Sequence[Chain] = (), scales: tuple[float, ...] = (1.0, 3.0),
) -> Outcome:  # fmt: skip
    everything = (*statement.chains, *statement.conditions, *premises)
    met = 0
    for env in environments(everything, reading, defined, worlds(reading, scales, 4)):
        try:
            env = _assuming(assumed, env)
            if not all(evaluating.truth(chain, env) for chain in (*statement.conditions, *premises)):
                continue
            truths = [evaluating.truth(chain, env) for chain in statement.chains]
        except OutsideError:
            continue
        for k, arrow in enumerate(statement.arrows):
            before, after = truths[k], truths[k + 1]
            met += before or after if arrow == "⇔" else before if arrow == "⇒" else after
            wrong = {"⇒": before and not after, "⇐": after and not before, "⇔": before != after}[arrow]
            if wrong:
                spot = statement.chains[k + 1].spot
                return Outcome(
                    "false", f"{statement.chains[k].spot.text} {arrow} {spot.text} fails on random data", spot
                )
    # An equality met less often is met by scores so large that 1 + e^(-z) is 1 - e^(-z).
    equal = any("=" in chain.relations for chain in (*premises, *statement.chains))
    if met >= (ENOUGH if equal else 1):
        return HOLDS
    return Outcome("open", "what it starts from is never true on random data", statement.chains[0].spot)


def _says_a_letter(chain: Chain) -> bool:
    left = chain.sides[0]
    return chain.relations == ("=",) and isinstance(left, Symbol) and left not in within(chain.sides[1])


def _assuming(chains: Sequence[Chain], env: Env) -> Env:
    """Return the place where letters have the values that chains such as x = -b/ω give them."""
    for chain in chains:
        left = chain.sides[0]
        value, now = (jets.plain(evaluating.value(side, env)) for side in (chain.sides[1], left))
        key, direction = changes.target(left, env)
        if isinstance(direction, np.ndarray) and not key.startswith("name ") and value.size == now.size == 1:
            here = jets.plain(env[key])
            env = env.vary(key, here + np.reshape(direction, here.shape) * (value.item() - now.item()))
    return env


def proportional(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> Outcome:
    """Return whether two sides keep their ratio as the parameters change."""
    for env in environments((left, right), reading, defined, worlds(reading)):
        ratios = []
        for full in (env["full"], env["best"], 0.3 * np.asarray(env["full"])):
            here = env.vary("full", full)
            ratios.append(jets.plain(jets.divide(evaluating.value(left, here), evaluating.value(right, here))))
        if not all(jets.close(ratio, ratios[0]) for ratio in ratios):
            return Outcome("false", "their ratio changes with the parameters", right.spot)
    return HOLDS
