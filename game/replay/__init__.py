"""Recordings: written as a session runs, watched, verified, exported."""
