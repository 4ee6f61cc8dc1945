"""A session from the grid to the results, with no screen: laps, rules, steward, drivers."""
