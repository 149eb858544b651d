"""The product's settings, with one address more."""

from recert.config.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "benchmarks.web.urls"
