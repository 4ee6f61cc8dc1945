"""What the player keeps: settings and presets as YAML, laps and results in sqlite, replays.

`settings` and `presets` are plain files; `records` is the door to the database, `keeper` listens to
a session and writes down what happens while it happens, `library` looks after the replays.
"""
