"""The scripted driver: follows the track's racing line with the car's own measured limits."""
