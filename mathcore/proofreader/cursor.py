"""A place in a list of tokens, and the words and letters that the grammar knows as functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mathcore.proofreader.tokens import Token
from mathcore.proofreader.trouble import Spot, UnreadableError

# Functions by name; they may stand without brackets: ln h.
NAMED = {
    "ln": "ln", "log": "ln", "exp": "exp", "tanh": "tanh", "sinh": "sinh", "cosh": "cosh", "sin": "sin", "cos": "cos",
    "lg": "log10", "diag": "diag", "tr": "tr", "det": "det", "sign": "sign", "sgn": "sign", "logit": "logit",
    "softplus": "softplus", "sigmoid": "σ", "rank": "rank", "Diag": "diag", "trace": "tr", "sech": "sech",
    "expit": "σ", "logistic": "σ", "Pr": "P", "Var": "Var", "Tr": "tr", "log-odds": "log-odds", "odds": "odds",
    "ReLU": "relu", "sig": "σ", "E": "𝔼", "Prob": "P", "KL": "D", "step": "step", "coth": "coth", "Loss": "loss",
    "loss": "loss", "cost": "loss", "Cost": "loss", "NLL": "NLL", "mean": "mean", "sum": "sum", "vec": "vec",
    "CE": "loss", "BCE": "loss", "logodds": "log-odds", "log odds": "log-odds", "Cov": "Cov", "Logit": "logit",
}  # fmt: skip
# These need their brackets: without them they are quantities.
BRACKETED = {"odds", "log-odds", "D", "P", "𝔼", "loss", "NLL", "mean", "sum", "vec"}
EXTREMES = {
    "max": "max", "min": "min", "arg max": "arg max", "arg min": "arg min", "sup": "max", "inf": "min",
    "argmax": "arg max", "argmin": "arg min",
}  # fmt: skip
# Letters that are functions wherever a bracket follows.
FUNCTIONS = set("σJLℓHDPℙ𝔼fgφψℒΛΦOo")
# Letters that are functions where what follows is what they are functions of.
SOMETIMES = set("hpπzqursyηvρEaI") | {"hat y", "hat p", "hat h"}
INPUTS = {"x", "z", "θ", "X", "hat x", "tilde x", "β", "w", "ω", "t", "hat θ", "hat β", "u", "hat w", "ξ", "φ"}
# Letters for some of the observations, those of one step: i ∈ B; D is all of them.
BATCHES = set("BMSIDTK")
WORDS = (
    "if", "when", "for", "where", "and", "with", "so", "hence", "thus", "therefore", "for all", "for every", "since",
    "for each", "for any", "or", "because", "as", "then", "otherwise", "else", "iff", "is", "by", "but", "i.e.",
    "if and only if", "while", "let", "given", "at", "at the", "on", "implies", "such that", "s.t.", "whenever",
)  # fmt: skip


@dataclass
class Cursor:
    """A list of tokens read from left to right.

    Attributes
    ----------
    wide
        Read a function without brackets as taking all factors that follow: ln a b as ln(a b).
    defined
        Names of functions that earlier lines defined.
    heads
        The tokens are the left side of an equality: V(μ) alone there is a function being defined.
    """

    tokens: Sequence[Token]
    wide: bool = False
    defined: frozenset[str] = frozenset()
    k: int = 0
    heads: bool = False
    chars: str = field(default="", repr=False)

    def peek(self, ahead: int = 0) -> Token | None:
        """Return a token ahead, None past the end."""
        return self.tokens[self.k + ahead] if self.k + ahead < len(self.tokens) else None

    def take(self) -> Token:
        """Return the next token and step over it."""
        token = self.peek()
        if token is None:
            last = self.tokens[-1].spot if self.tokens else Spot()
            raise UnreadableError("something is missing after this", last)
        self.k += 1
        return token

    def over(self, tokens: Sequence[Token]) -> Cursor:
        """Return a cursor over other tokens, with the same choices."""
        return Cursor(tokens, self.wide, self.defined)

    @property
    def rest(self) -> Sequence[Token]:
        """What has not been read yet."""
        return self.tokens[self.k :]


def base_of(token: Token) -> Token:
    """Return the token that scripts are attached to, or the token itself."""
    return token.parts["base"][0] if token.kind == "script" else token


def is_sign(token: Token | None, signs: str) -> bool:
    """Say whether a token is one of some signs, without scripts."""
    return token is not None and token.kind not in ("group", "script") and token.text != "" and token.text in signs


def pieces(tokens: Sequence[Token], kinds: Sequence[str] = ("separator",)) -> tuple[list[list[Token]], str]:
    """Split at separators; return what stands between them, and the separators themselves."""
    found: list[list[Token]] = [[]]
    between = ""
    for token in tokens:
        if token.kind in kinds:
            found.append([])
            between += token.text[:1]
        else:
            found[-1].append(token)
    return found, between
