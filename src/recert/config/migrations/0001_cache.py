"""The table of the cache that counts sign-in attempts. See CACHES in the settings for why it is a table."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS cache")


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunPython(make_table, drop_table)]
