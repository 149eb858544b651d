"""The form in which an activity is recorded, whoever fills it in: candidates on the portal, staff on the desk."""
