"""Attacks on the program, repeatable by a seed: failing disks, killed builds, damaged files, hostile input."""
