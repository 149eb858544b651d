from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_renewal_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='began',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('began__lte', models.F('date'))), name='activity_began_first'),
        ),
    ]
