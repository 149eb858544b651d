"""Django's backend for PostgreSQL, where a kept connection is looked at without asking the server."""
