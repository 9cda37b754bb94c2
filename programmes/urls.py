"""Doors to the rounds, the qualification and the letters, and the pages that show both floors."""

from django.urls import path

from programmes.views import (
    appointments,
    cohorts,
    enrolments,
    handovers,
    issue,
    letters,
    my,
    names,
    results,
    sessions,
    start,
    verify,
)

app_name = "programmes"

urlpatterns = [
    path("", start.start, name="start"),
    path("cohorts/", cohorts.cohort_list, name="cohort_list"),
    path("cohorts/<int:pk>/", cohorts.cohort_detail, name="cohort_detail"),
    path("cohorts/<int:pk>/state/", cohorts.cohort_move, name="cohort_move"),
    path("cohorts/<int:pk>/progress/", results.progress_matrix, name="progress_matrix"),
    path("cohorts/<int:pk>/progress/new/", results.result_create, name="result_create"),
    path("cohorts/<int:pk>/progress/<int:result_pk>/", results.result_correct, name="result_correct"),
    path("cohorts/<int:pk>/sessions/", sessions.session_list, name="session_list"),
    path("cohorts/<int:pk>/enrolments/new/", enrolments.enrolment_create, name="enrolment_create"),
    path("cohorts/<int:pk>/enrolments/<int:enrolment_pk>/", enrolments.enrolment_detail, name="enrolment_detail"),
    path("cohorts/<int:pk>/enrolments/<int:enrolment_pk>/step/", enrolments.enrolment_step, name="enrolment_step"),
    path(
        "cohorts/<int:pk>/enrolments/<int:enrolment_pk>/withdraw/",
        enrolments.enrolment_withdraw,
        name="enrolment_withdraw",
    ),
    path("cohorts/<int:pk>/enrolments/<int:enrolment_pk>/name/", names.name_correct, name="name_correct"),
    path("letters/", letters.letter_list, name="letter_list"),
    path("letters/issue/", issue.letters_issue, name="letters_issue"),
    path("letters/issue/preview.pdf", issue.letters_preview, name="letters_preview"),
    path("letters/handover/", handovers.letters_hand_over, name="letters_hand_over"),
    path("letters/print/", letters.letters_print, name="letters_print"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter_detail"),
    path("letters/<int:pk>/letter.pdf", letters.letter_pdf, name="letter_pdf"),
    path("letters/<int:pk>/end/", appointments.appointment_end, name="appointment_end"),
    path("my/qualification/", my.my_qualification, name="my_qualification"),
    path("my/letters/", my.my_letters, name="my_letters"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_code, name="verify_code"),
]
