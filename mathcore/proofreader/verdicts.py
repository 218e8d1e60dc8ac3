"""Verdicts: formulas judged one after another, each in the light of those before it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from mathcore.proofreader import contexts, definitions, elsewhere, momentum, patience
from mathcore.proofreader.chains import statements
from mathcore.proofreader.claims import HOLDS, Outcome
from mathcore.proofreader.env import Definition
from mathcore.proofreader.groups import tokens_of
from mathcore.proofreader.implications import implied
from mathcore.proofreader.pairs import compared
from mathcore.proofreader.readings import readings, with_hats
from mathcore.proofreader.relations import EQUAL
from mathcore.proofreader.tokens import Token, leaves
from mathcore.proofreader.tree import Chain, Expr, Statement, Symbol
from mathcore.proofreader.trouble import MisfitError, PatienceError, Spot, UnknownError, UnreadableError
from mathcore.proofreader.typst_tree import column, parse
from mathcore.proofreader.worlds import Reading


class Verdict(Enum):
    """What can be said of a formula; the value is how it is said."""

    HOLDS = "holds"
    DEFINES = "defines"
    GIVEN = "given"
    NO_CLAIM = "claims nothing"
    WRONG = "does not hold"
    UNREADABLE = "cannot be read"

    @property
    def good(self) -> bool:
        """Whether nothing speaks against the formula."""
        return self not in (Verdict.WRONG, Verdict.UNREADABLE)


@dataclass(frozen=True)
class Judgement:
    """A formula's verdict.

    Attributes
    ----------
    verdict
        What can be said of it.
    reason
        Why, in a sentence.
    part
        The part of the formula that the reason is about, as it is displayed; "" for the whole.
    column
        Where that part begins in the line, counted from 1; None where it cannot be found.
    """

    verdict: Verdict
    reason: str = ""
    part: str = ""
    column: int | None = None


ORDER = [Verdict.NO_CLAIM, Verdict.GIVEN, Verdict.DEFINES, Verdict.HOLDS, Verdict.WRONG, Verdict.UNREADABLE]


@dataclass
class Proofreader:
    """Judges formulas in turn; what one defines, those after it may use.

    Examples
    --------
    >>> Proofreader().judge("sigma(-z) = 1 - sigma(z)").verdict.value
    'holds'
    """

    defined: dict[str, Definition] = field(default_factory=dict)
    _before: Expr | None = None
    _open: list[Token] = field(default_factory=list)
    _hats: set[str] = field(default_factory=set)
    _old: set[str] = field(default_factory=set)
    _outputs: dict[str, Definition] = field(default_factory=dict)

    def judge(self, source: str) -> Judgement:
        """Return the verdict on one formula in Typst mathematics; see the package's documentation."""
        patience.begin()
        try:
            with np.errstate(all="ignore"):
                found = self._judged(source)
        except UnreadableError as error:
            self._before = None
            return _placed(Verdict.UNREADABLE, error.why, error.spot, source)
        except RecursionError:
            return Judgement(Verdict.UNREADABLE, "it is nested too deeply: split it")
        except (ValueError, TypeError, AssertionError, KeyError, IndexError, ArithmeticError, RuntimeError) as error:
            # Whatever the grammar did not foresee is no verdict on the formula.
            return Judgement(Verdict.UNREADABLE, f"it is written in a way that is not known here ({error})")
        verdict, outcome = max(found, key=lambda pair: ORDER.index(pair[0]))
        return _placed(verdict, outcome.reason, outcome.spot, source)

    def pause(self) -> None:
        """Begin a new paragraph: what was defined may be defined anew."""
        self._hats = set()
        self._old = set(self.defined)

    def _fresh(self) -> dict[str, Definition]:
        """Return the definitions of this paragraph."""
        return {name: made for name, made in self.defined.items() if name not in self._old}

    def _learn(self, made: dict[str, Definition]) -> None:
        self.defined.update(made)
        self._old -= set(made)

    def _judged(self, source: str) -> list[tuple[Verdict, Outcome]]:
        tokens = [*self._open, *tokens_of(parse(source))]
        self._open = []
        if len(tokens) > 1 and tokens[-1].kind == "relation":
            self._open = [tokens.pop()]  # the next line says what stands on the other side
        self._place_outputs(tokens)
        narrow = _read(tokens, False, self)
        wide = _read(tokens, True, self)
        if isinstance(narrow, UnreadableError) and isinstance(wide, UnreadableError):
            raise narrow
        choices = [found for found in (narrow, wide) if not isinstance(found, UnreadableError)]
        if len(choices) == 2 and choices[0] == choices[1]:
            choices.pop()
        first, others = choices[0], choices[1:]
        found = []
        self._take_ahead(first)
        hats = {name for statement in first for name in with_hats(statement.chains)}
        self._hats |= hats  # what has stood with x̂ in this paragraph
        for k, statement in enumerate(first):
            premises = contexts.premises(first, k)
            if premises is None:
                continue
            alternatives = [statement, *(other[k] for other in others if len(other) == len(first))]
            found.append(self._statement([self._continued(s) for s in alternatives], premises))
        return found or [(Verdict.NO_CLAIM, Outcome("holds"))]

    def _place_outputs(self, tokens: Sequence[Token]) -> None:
        """Read y as an output where it was said to be one, beside targets t or features φ; else it is the label."""
        letters = {leaf.text for token in tokens for leaf in leaves(token)}
        targets = "t" in letters and bool(letters & {"n", "y"})  # t alone is a threshold
        for name, made in self._outputs.items():
            if targets or "φ" in letters:
                self.defined[name] = made
            elif self.defined.get(name) is made:
                del self.defined[name]

    def _take_ahead(self, found: Sequence[Statement]) -> None:
        """Take in what a line says of its own symbols further on: "…, where u = 1 + e^(-z)"."""
        for statement in found[1:]:
            chain = statement.chains[0]
            alone = len(statement.chains) == 1 and not statement.continues
            if not alone or not chain.relations or chain.relations[0] not in EQUAL:
                continue
            value = isinstance(chain.sides[0], Symbol) and chain.sides[0].name == "hat p"
            again = definitions.redefines(chain, self.defined)
            if again is not None:
                self._learn(again)
            elif definitions.defines(chain, self._fresh()) or (value and definitions.is_closed(chain.sides[1])):
                self._learn(definitions.made(chain))

    def _continued(self, statement: Statement) -> Statement:
        """Return a statement that begins with a relation as one that begins with the line before."""
        if not statement.continues:
            return statement
        if self._before is None:
            raise UnreadableError("it carries on a line before it, and there is none", statement.spot)
        first = statement.chains[0]
        begun = Chain((self._before, *first.sides[1:]), first.relations, spot=first.spot)
        return replace(statement, chains=(begun, *statement.chains[1:]))

    def _statement(self, alternatives: Sequence[Statement], premises: Sequence[Chain]) -> tuple[Verdict, Outcome]:
        statement = alternatives[0]
        last = statement.chains[-1]
        self._before = last.sides[-1]
        if not last.relations and not statement.arrows:
            self._sensible(last)
            return Verdict.NO_CLAIM, Outcome("holds", "an expression alone", last.spot)
        gathers = not statement.arrows and momentum.is_velocity(last)
        if not statement.arrows and not gathers and definitions.defines(last, self._fresh()):
            return self._define(statement)
        best: Outcome | Exception | None = None
        for k, alternative in enumerate(alternatives):
            outcome = contexts.best(self._tried(alternative, premises, bool(k)))
            if isinstance(outcome, Outcome) and outcome.good:
                self._learn(momentum.learned(last) if gathers else {})
                return Verdict.GIVEN if outcome.kind == "given" else Verdict.HOLDS, outcome
            best = outcome if best is None or isinstance(best, UnreadableError) else best
        if isinstance(best, UnreadableError):
            raise best
        assert isinstance(best, Outcome)
        if best.kind == "open":
            raise UnreadableError(best.reason, best.spot)
        outputs = definitions.outputs(last)
        retold = outputs or definitions.redefines(last, self.defined)
        if retold is not None and best.kind in ("false", "misfit"):
            self._outputs.update(outputs or {})
            if len(last.relations) > 1:
                return self._define(statement)
            self._learn(retold)
            return Verdict.DEFINES, Outcome("holds", f"{last.sides[0].spot.text} is what this line says from here on")
        return Verdict.WRONG, best

    def _tried(self, statement: Statement, premises: Sequence[Chain], wide: bool) -> Iterable[Outcome | Exception]:
        nodes = (*statement.chains, *statement.conditions, *premises)
        defined = contexts.meant(nodes, self.defined, self._old)
        columns = frozenset(elsewhere.vectors(nodes, defined))
        for reading in readings(contexts.with_definitions(nodes, defined), wide, self._hats):
            try:
                outcome: Outcome | Exception = _under(statement, premises, replace(reading, columns=columns), defined)
            except PatienceError:
                raise
            except UnreadableError as error:
                outcome = error
            except MisfitError as error:
                outcome = Outcome("misfit", error.why, error.spot)
            yield outcome
            if isinstance(outcome, Outcome) and outcome.kind == "holds":
                return

    def _define(self, statement: Statement) -> tuple[Verdict, Outcome]:
        chain = statement.chains[-1]
        made = definitions.made(chain)
        rest = Chain(chain.sides[1:], chain.relations[1:], spot=chain.spot)
        name = next(iter(made))
        if rest.relations:
            verdict, outcome = self._statement([Statement((rest,), conditions=statement.conditions)], ())
            if verdict is Verdict.WRONG:
                return verdict, outcome
        else:
            self._sensible(chain, {**self.defined, **made})
        self._learn(made)
        self._before = chain.sides[-1]
        return Verdict.DEFINES, Outcome("holds", f"{name} is what this line says from here on")

    def _sensible(self, chain: Chain, defined: dict[str, Definition] | None = None) -> None:
        """Raise what keeps an expression from having a value, in every reading."""
        sides = chain.sides[1:] if chain.relations else chain.sides
        definitions.require_value(sides[-1], self.defined if defined is None else defined, chain)


def _under(
    statement: Statement, premises: Sequence[Chain], reading: Reading, defined: Mapping[str, Definition]
) -> Outcome:
    """Return what comes of a statement under one reading."""
    if statement.arrows:
        return implied(statement, premises, reading, defined)
    chain = contexts.with_limits(statement.chains[0], statement.conditions)
    conditions = [c for c in (*statement.conditions, *premises) if "→" not in c.relations]
    done = HOLDS
    for (left, right), relation in zip(itertools.pairwise(chain.sides), chain.relations, strict=True):
        outcome = compared(left, relation, right, reading, defined, conditions)
        if not outcome.good:
            return outcome
        done = outcome if outcome.kind == "given" or outcome.reason else done
    return done


def _read(tokens: Sequence[Token], wide: bool, reader: Proofreader) -> list[Statement] | UnreadableError:
    functions = frozenset(name for name, made in reader.defined.items() if made.arguments)
    try:
        return statements(tokens, wide, functions)
    except UnreadableError as error:
        return error


def _placed(verdict: Verdict, reason: str, spot: Spot, source: str) -> Judgement:
    where = column(source, spot) if spot.mark and verdict in (Verdict.WRONG, Verdict.UNREADABLE) else None
    return Judgement(verdict, reason, spot.text, where)


__all__ = ["Judgement", "Proofreader", "UnknownError", "Verdict"]
