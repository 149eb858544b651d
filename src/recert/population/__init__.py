"""A whole population from files to tables, by the same rules and the same functions as one person."""
