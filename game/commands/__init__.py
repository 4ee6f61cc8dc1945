"""The command line, one module per command; the only place below `main.py` that prints."""
