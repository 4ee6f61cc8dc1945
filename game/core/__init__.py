"""What every room stands on: errors, the fixed clock, seeds, exact mathematics, YAML.

Frames and units, everywhere below the screen: SI and radians.

      world                 car
        y                    x (forward)
        |                    |
        +--- x        y -----+        yaw is anticlockwise from world x

Wheels are ordered FL, FR, RL, RR.
"""
