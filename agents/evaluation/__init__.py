"""What a policy can do: laps against the ideal and the scripted ones, races, manners, tiers."""
