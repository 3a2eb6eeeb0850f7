from django import forms


class PlaceForm(forms.Form):
    """What the page sends while somebody reads: the section on screen, and whether the end was reached."""

    anchor = forms.SlugField(required=False, max_length=90)
    at_end = forms.BooleanField(required=False)
