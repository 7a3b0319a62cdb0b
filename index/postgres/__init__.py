"""A snapshot on a PostgreSQL server with pgvector, for several machines and roles."""
