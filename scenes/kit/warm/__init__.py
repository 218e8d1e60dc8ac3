"""A scene kept warm: played once, with a copy of the process waiting before every beat, to paint it again at once.

`python -m scenes.kit.warm` is started and told what to do by ``scenes.production.watch``.
"""
