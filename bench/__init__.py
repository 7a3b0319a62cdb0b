"""How fast and how large Kolektivka is, at any size, beside its peers: `make bench`."""
