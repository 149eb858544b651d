"""The connection."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for how it finds out whether a connection kept from an earlier request still works."""

    def is_usable(self) -> bool:
        """Whether the server still holds its end of the line.

        A server that ended, was restarted or closed the session has said so, and that waits here to be read. While
        the line is quiet, asking `SELECT 1` on every page would only cost as much as the page's own query.
        """
        return self.is_quiet() or super().is_usable()

    def is_quiet(self) -> bool:
        """Whether the connection is open and nothing has come that nobody asked for."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN | select.POLLHUP)
        return not line.poll(0)
