"""Rivals that learned to drive."""
