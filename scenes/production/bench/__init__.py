"""Measures what the README claims: the painter and the core against what one would use without them."""
