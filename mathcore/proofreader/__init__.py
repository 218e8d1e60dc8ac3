"""A proof-reader of formulas on logistic regression, which says whether what is displayed is true.

Typst parses the formula (nothing in it is run), its tree becomes expressions, these are evaluated on random data, and
the two sides of every relation must agree on all of them: m ≠ d, labels 0 and 1, scores of either sign, J the mean
loss. Derivatives are exact. It needs NumPy and Typst.

>>> proofreader = Proofreader()
>>> proofreader.judge("(partial J)/(partial theta_j) = 1/m sum_(i=1)^m (h_i - y_i) x_(i j)").verdict.value
'holds'
>>> proofreader.judge("J(theta) = 1/m ln L(theta)").reason.rpartition(": ")[2]
'they differ by a sign'

Verdicts
--------
holds, does not hold, cannot be read; and of lines that claim nothing about the data: defines (a symbol that had no
meaning has one for the lines after it), given (a value or a condition: α = 0.7, θᵀx = 0), claims nothing (an expression
without a relation). A line that begins with a relation carries on the line before it, so that a derivation is checked
step by step. `proofread` does a whole text, `Line` and `status` say what `lecture proofread` prints and returns.

Grammar
-------
Relations =, ≠, ≈, <, ≤, >, ≥, ∈, ∝, ≔, ←, in chains; ⇒ and ⇔ between them; several formulas in a line, apart by commas,
quad, line breaks or words ("and", "where"); conditions after "if", "for", "when". A sum or a product binds what follows
up to the next + or − outside brackets, and so does ∂/∂θ_j; ∇ binds one factor. ln and its like, without brackets, take
one factor. An index free on both sides means "for every one". Numbers written with a decimal point are held to their
digits: sigma(2) = 0.88 holds. θ ← … holds where it is a step of gradient descent, of its stochastic kin (one
observation, or those in a batch: i ∈ B, 1/|B|), of Newton's method or with momentum; λ is the weight of a penalty
there and in J, its slope and its H. + O(z^5) and + … hold where the rest is as small as that; f(a) ≈ f(b) + … (a − b)
and σ(z) ≈ 1/2 + z/4 where the error is smaller than the last power. An integral without bounds holds up to a constant.
≠ holds where the sides differ. ∈ with a closed end that is approached but never reached does not hold.

Symbols
-------
θ, β, w, ω and b the parameters, θ̂ those at the minimum; x, x_i, x_(i j), x^((i)), x_j^((i)), X the features (x_0 = 1
where θ_0 is the intercept; x̂, x̃ hold the 1 that x lacks); y, y_i the labels; z, z_i the scores; h, h_i, h_θ (x), p,
p_i, ŷ_i the probabilities; σ with its derivatives and its inverse; J the mean loss, J_i one observation's, L the
likelihood, ℓ its logarithm, H the Hessian of J, S = diag(h_i (1 − h_i)); P(y | x), E[y | x], Var; H(p), H(p, q), D(p ‖
q); odds, log-odds, logit; ln, log (natural), exp, e, tanh; m, d (n, N as the formula has it); α, η, λ, γ and other
rates; d z, d w for the slopes of J; μ, π, η of generalized linear models; y_n = σ(wᵀφ_n) with targets t_n, once a line
has said so. Letters such as h without an index are those of one more observation, or columns of all where X, S or 1
stand by them. In a formula about numbers alone any letter stands for any number. Other symbols must be defined on a
line before.
"""

from mathcore.proofreader.notes import Line, NotesError, proofread, read_notes, status
from mathcore.proofreader.verdicts import Judgement, Proofreader, Verdict

__all__ = ["Judgement", "Line", "NotesError", "Proofreader", "Verdict", "proofread", "read_notes", "status"]
