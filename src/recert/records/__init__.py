"""What happened: credentials, activities, evidence, exams, renewals."""
