"""What a program's rules say, and what they make of one person's history. Pure: no clock, database or network."""
