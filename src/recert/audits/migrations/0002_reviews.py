
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audits', '0001_initial'),
        ('records', '0011_proposals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('program', models.SlugField(max_length=40)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('provided', 'Provided'), ('overdue', 'Overdue'), ('passed', 'Passed'), ('failed', 'Failed'), ('appealed', 'Appealed'), ('refused', 'Refused')], default='asked', max_length=12)),
                ('drawn', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('due', models.DateField(blank=True, null=True)),
                ('remind', models.DateField(blank=True, null=True)),
                ('failed', models.JSONField(default=list)),
                ('renewal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='records.renewal')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=20)),
                ('before', models.CharField(max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('words', models.TextField(blank=True, default='')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='audits.review')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('program', models.SlugField(max_length=40)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('month', models.DateField()),
                ('rate', models.PositiveIntegerField()),
                ('renewed', models.PositiveIntegerField()),
                ('submission', models.UUIDField(unique=True)),
                ('started_at', models.DateTimeField()),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='review',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='audits.round'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['program', '-last'], name='round_latest'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('program'), models.F('state'), models.F('entered_at'), models.F('id'), name='review_queue'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('due'), condition=models.Q(('due__isnull', False)), name='review_due'),
        ),
    ]
