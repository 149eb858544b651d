import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0012_offerings'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='activity',
            name='activity_once',
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(models.F('candidate'), models.F('type'), models.F('date'), django.db.models.functions.comparison.Coalesce('began', 'date'), models.F('name_key'), condition=models.Q(('status', 1), _negated=True), name='activity_once'),
        ),
    ]
