"""Commands that need the learning half; `main.py` finds them beside those of the game."""
