"""The picture of a race: the ground, the cars, what they leave behind, and the cameras."""
