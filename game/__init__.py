"""Undercut, the game: everything that races, and everything that shows it.

Rooms import downwards only: core <- track, vehicle <- sim <- race <- replay <- commands.
"""
