"""The visual vocabulary of the lecture; scenes are written in it.

Importing this package costs nothing: settings and words are read by programs that never start manim.
"""
