"""Every write of this room. Each is one transaction that leaves an event in the journal, or leaves nothing."""

from recert.requests.actions.asking import Asked, ask, report
from recert.requests.actions.deciding import Decision, decide, withdraw

__all__ = ["Asked", "Decision", "ask", "decide", "report", "withdraw"]
