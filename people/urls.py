"""Doors to the people of the register and to what every visitor may read."""

from django.urls import path

from people.views import audit, departments, directory, first_steps, health, legal

app_name = "people"

urlpatterns = [
    path("pilots/", directory.directory, name="directory"),
    path("pilots/<int:pk>/", directory.pilot_detail, name="pilot_detail"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<int:pk>/", departments.department_detail, name="department_detail"),
    path("audit/", audit.audit, name="audit"),
    path("privacy/notice/", first_steps.privacy_notice, name="privacy_notice"),
    path("privacy/", legal.privacy, name="privacy"),
    path("accessibility/", legal.accessibility, name="accessibility"),
    path("imprint/", legal.imprint, name="imprint"),
    path("feedback/", legal.feedback, name="feedback"),
    path("language/", legal.language, name="language"),
    path("colours/", legal.colours, name="colours"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
