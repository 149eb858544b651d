"""Mail: a row before it is a message."""
