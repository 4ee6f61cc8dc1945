"""The world: bodies and walls on pymunk, forces from the vehicle kernel, one fixed tick."""
