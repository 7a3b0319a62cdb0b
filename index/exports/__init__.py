"""Documents to take away: one table, printed in one language, and a writer for each format."""
