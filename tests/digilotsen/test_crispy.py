from crispy_forms.layout import Fieldset, Row
from django import forms
from django.template import Context, Template

from digilotsen.crispy import filter_helper, post_helper


class EnrolForm(forms.Form):
    name = forms.CharField(help_text="As in the letter.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    way = forms.ChoiceField(choices=[("self", "own wish"), ("head", "by the head")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()

    helper = post_helper("Enrol", "name", Fieldset("More", Row("note", "way")), "agreed", cancel_url="/back/")


class LookForm(forms.Form):
    unmarked = True
    q = forms.CharField(required=False)

    helper = filter_helper("Show")


def crispy(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def test_a_control_names_its_help_and_then_its_error() -> None:
    html = crispy(EnrolForm({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index('id="id_name_helptext"') < html.index('id="id_name_error"') < html.index('name="name"')


def test_the_summary_leads_to_the_first_control() -> None:
    html = crispy(EnrolForm({}))

    assert 'href="#id_name"' in html
    assert 'href="#id_way_0"' in html
    assert 'role="alert"' in html


def test_a_fresh_form_has_no_summary() -> None:
    assert 'role="alert"' not in crispy(EnrolForm())


def test_a_group_is_a_fieldset_with_its_error() -> None:
    html = crispy(EnrolForm({}))

    assert '<fieldset class="kern-fieldset kern-fieldset--error" aria-describedby="id_way_error">' in html


def test_only_optional_fields_are_marked() -> None:
    assert crispy(EnrolForm()).count("kern-label__optional") == 1
    assert "kern-label__optional" not in crispy(LookForm())


def test_django_and_crispy_draw_a_field_alike() -> None:
    form = EnrolForm({})

    assert str(form["name"].as_field_group()).strip() in crispy(EnrolForm({}))
    assert "kern-form-input__input--error" in str(form)


def test_a_form_that_looks_asks_with_get_and_without_a_token() -> None:
    html = crispy(LookForm())

    assert 'method="get"' in html
    assert "csrfmiddlewaretoken" not in html
    assert ">Show<" in html


def test_a_formset_counts_its_entries_and_sums_up_its_errors() -> None:
    formset = forms.formset_factory(EnrolForm, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-note": "x"}
    )

    formset.is_valid()
    html = str(formset)

    assert html.count("<legend>Entry") == 2
    assert 'href="#id_form-1-name"' in html
    assert 'name="form-TOTAL_FORMS"' in html
