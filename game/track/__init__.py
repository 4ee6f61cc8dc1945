"""Tracks: a YAML file becomes arrays that are both driven on and drawn."""
