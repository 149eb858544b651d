"""Views of the queue that people keep."""

from recert.audits.models import View
from recert.journal.change import Actor, change
from recert.people.models import User


def keep_view(user: User, program: str, name: str, query: str) -> View:
    """Keeps a view under a name; one of the same name is replaced."""
    with change(Actor(user), "view.kept", program=program) as made:
        found, _fresh = View.objects.update_or_create(program=program, user=user, name=name, defaults={"query": query})
        made.subject = f"view:{found.pk}"
        made.data.update(name=name)
    return found


def drop_view(user: User, program: str, name: str) -> None:
    """Forgets a view. Nothing happens where there is none."""
    with change(Actor(user), "view.dropped", program=program) as made:
        if not View.objects.filter(program=program, user=user, name=name).delete()[0]:
            made.nothing()
        made.subject = f"user:{user.pk}"
        made.data.update(name=name)
