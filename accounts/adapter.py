from allauth.account.adapter import DefaultAccountAdapter

from accounts.appearance import appearance_of_device
from accounts.learners import GUEST_KEY
from accounts.services import carry_over, keep_appearance


class AccountAdapter(DefaultAccountAdapter):
    def login(self, request, user):
        """Sign in, then take along what was done and chosen in this browser before."""
        guest_id = request.session.get(GUEST_KEY)
        super().login(request, user)
        request.session.pop(GUEST_KEY, None)
        request._learner = user
        if guest_id:
            carry_over(guest_id=guest_id, member=user)
        theme, reading_font = appearance_of_device(request)
        keep_appearance(member=user, theme=theme, reading_font=reading_font)
