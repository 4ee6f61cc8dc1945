"""Replays: every session on record, re-driven to prove it, watched long after.

`format` and `codec` say what the bytes are, `recorder` writes them while a session runs, `reader`
reads them without trusting them, `verify` drives the controls again and compares.
"""
