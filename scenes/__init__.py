"""Manim scenes that teach logistic regression from numbers computed by mathcore."""
