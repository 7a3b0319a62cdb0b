"""The commands of `kolektivka`, by theme; each module registers its own."""
