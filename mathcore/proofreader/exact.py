"""Numbers to a thousand digits, for equalities that only rounding makes look true: σ(40) = 1."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, DecimalException, localcontext

from mathcore.proofreader.tree import Call, Expr, Negative, Number, Power, Product, Quotient, Sum, Symbol, within

DIGITS, KEPT = 1000, 40  # differences take most of the digits away
LARGEST = Decimal(1000)  # of exponents: beyond it a thousand digits are too few
FUNCTIONS: dict[str, Callable[[Decimal], Decimal]] = {
    "exp": lambda a: _bounded(a).exp(),
    "ln": lambda a: a.ln(),
    "σ": lambda a: 1 / (1 + _bounded(-a).exp()),
    "tanh": lambda a: 2 / (1 + _bounded(-2 * a).exp()) - 1,
}


def differ(left: Expr, right: Expr) -> bool:
    """Say whether two sides that are made of numbers and functions of them are certainly not equal."""
    parts = [part for side in (left, right) for part in within(side)]
    if not any(isinstance(part, Call) or part == Symbol("e") for part in parts):
        return False  # 0.5^1075 = 0: said of numbers as machines keep them
    with localcontext(Context(prec=DIGITS)):
        try:
            a, b = _value(left), _value(right)
            return abs(a - b) > Decimal(10) ** -KEPT * max(abs(a), abs(b))
        except (DecimalException, _UnknownError):
            return False


class _UnknownError(Exception):
    """Something that is not computed here."""


def _bounded(a: Decimal) -> Decimal:
    if abs(a) > LARGEST:
        raise _UnknownError
    return a


def _value(node: Expr) -> Decimal:
    match node:
        case Number():
            return Decimal(node.digits) if node.digits else Decimal(node.value)
        case Negative():
            return -_value(node.body)
        case Sum():
            return sum((_value(term) for term in node.terms), Decimal(0))
        case Product():
            done = Decimal(1)
            for factor in node.factors:
                done *= _value(factor)
            return done
        case Quotient():
            return _value(node.above) / _value(node.below)
        case Power():
            return Decimal(_bounded(_value(node.exponent)) * _value(node.base).ln()).exp()
        case Symbol(name="e", below=(), above=()):
            return Decimal(1).exp()
        case Call(head=Symbol(below=(), primes=0) as head, arguments=(Expr() as argument,)) if head.name in FUNCTIONS:
            return FUNCTIONS[head.name](_value(argument))
    raise _UnknownError
