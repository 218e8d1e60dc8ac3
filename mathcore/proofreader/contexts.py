"""What a statement may take for granted: premises in its line, limits, definitions; and which outcome counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from mathcore.proofreader import definitions
from mathcore.proofreader.claims import Outcome
from mathcore.proofreader.env import Definition
from mathcore.proofreader.tree import Chain, Expr, Limit, Statement, Symbol, within


def premises(found: Sequence[Statement], k: int) -> list[Chain] | None:
    """Return what a statement of a line may take for granted; None for one that is itself taken so.

    Those before an implication, joined to it by a comma, are premises; so is what is said of letters that stand for
    any number, such as a > 0.
    """
    arrow = next((n for n, statement in enumerate(found) if statement.arrows), None)
    if arrow is not None and k < arrow and all(not s.continues for s in found[: arrow + 1]):
        return None
    if len(found) > 1 and definitions.is_condition(found[k]):
        return None
    conditions = [chain for s in found if s is not found[k] and definitions.is_condition(s) for chain in s.chains]
    if arrow is not None and k == arrow:
        conditions += [chain for statement in found[:k] for chain in statement.chains]
    return list(dict.fromkeys(conditions))


def with_limits(chain: Chain, conditions: Sequence[Chain]) -> Chain:
    """Return σ(z) → 1 as z → ∞ as a limit that equals 1."""
    if "→" not in chain.relations:
        return chain
    tends = next((c for c in conditions if c.relations == ("→",)), None)
    if tends is None or len(chain.sides) != 2:
        return chain
    limit = Limit(tends.sides[0], tends.sides[1], chain.sides[0], spot=chain.sides[0].spot)
    return Chain((limit, chain.sides[1]), ("=",), spot=chain.spot)


def with_definitions(nodes: Sequence[Expr], defined: dict[str, Definition]) -> list[Expr]:
    """Return the expressions and all that their symbols were defined as."""
    found, names = list(nodes), set[str]()
    for node in found:
        for part in within(node):
            if isinstance(part, Symbol) and part.name in defined and part.name not in names:
                names.add(part.name)
                found.append(defined[part.name].body)
    return found


def meant(nodes: Sequence[Expr], defined: dict[str, Definition], old: Collection[str]) -> dict[str, Definition]:
    """Return the definitions without those of earlier paragraphs for an index, where the letter stands without one."""
    bare = {p.name for node in nodes for p in within(node) if isinstance(p, Symbol) and not p.below and not p.above}
    return {name: made for name, made in defined.items() if not (name in old and made.indices and name in bare)}


def best(outcomes: Iterable[Outcome | Exception]) -> Outcome | Exception:
    """Return what holds, else what the likeliest reading says against it."""
    rank = {"holds": 0, "given": 0, "false": 1, "misfit": 2, "open": 3}
    best: Outcome | Exception | None = None
    for outcome in outcomes:
        place = rank[outcome.kind] if isinstance(outcome, Outcome) else 4
        if best is None or place < (rank[best.kind] if isinstance(best, Outcome) else 4):
            best = outcome
    assert best is not None
    return best
