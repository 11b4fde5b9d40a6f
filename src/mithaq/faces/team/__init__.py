"""A team that shares a server: accounts with roles, sessions and tokens, and who did what."""
