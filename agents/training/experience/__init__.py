"""Where experience comes from: tracks, cars and starts, what is rewarded, and validation."""
