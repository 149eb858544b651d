from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0013_activity_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='by_staff',
            field=models.BooleanField(default=False),
        ),
    ]
