"""From what hands and feet do to keyboards, pads and wheels to the controls of a car."""
