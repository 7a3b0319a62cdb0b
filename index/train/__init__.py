"""Training of the encoder that ships with the project: `python -m index.train --help`."""
