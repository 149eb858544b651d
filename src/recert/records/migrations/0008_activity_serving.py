from django.db import migrations, models

import recert.records.serving


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0007_circumstances'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='divided',
            field=models.JSONField(blank=True, default=dict, validators=[recert.records.serving.check_divided]),
        ),
        migrations.AddField(
            model_name='activity',
            name='serves',
            field=models.JSONField(blank=True, default=list, validators=[recert.records.serving.check_serves]),
        ),
    ]
