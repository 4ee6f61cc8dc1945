"""What a race sounds like: engines, tyres, kerbs, wind and beeps, all of them computed."""
