"""The pages under load: the real server, many candidates, several clients at once, on both databases."""
