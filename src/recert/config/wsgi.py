"""The application that a server serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recert.config.settings")
application = get_wsgi_application()

# What was made while starting is needed until the end: the collector shall not look through it again and again, and
# pages make more objects than its small steps are meant for.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
