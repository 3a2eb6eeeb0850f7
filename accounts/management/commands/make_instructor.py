from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.services import void_password

GROUP = "Instructors"


class Command(BaseCommand):
    help = "Make somebody an instructor: may open the admin and edit the course. Makes the account if there is none."
    role = "an instructor"
    page = "admin:index"
    opens = "Open the admin:"
    example = "make instructor EMAIL=name@example.org"

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            message = f"'{email}' is not an email address. Use: {self.example}"
            raise CommandError(message) from error
        is_new = self.make(email)
        self.stdout.write(f"{email} is {self.role} now{', with a new account' if is_new else ''}.")
        self.stdout.write(f"  1. Sign in by code:         {settings.SITE_URL}{reverse('account_request_login_code')}")
        if hasattr(settings, "EMAIL_FILE_PATH"):
            self.stdout.write(f"     The mail with the code:  {settings.EMAIL_FILE_PATH}")
        self.stdout.write(f"  2. Add a second factor:     {settings.SITE_URL}{reverse('mfa_index')}")
        self.stdout.write(f"  3. {self.opens:<24} {settings.SITE_URL}{reverse(self.page)}")

    def group(self) -> Group:
        """Those who are made so, with what they may do."""
        group, _created = Group.objects.get_or_create(name=GROUP)
        group.permissions.set(Permission.objects.filter(content_type__app_label__in=settings.INSTRUCTORS_EDIT))
        return group

    @transaction.atomic
    def make(self, email):
        group = self.group()
        user = User.objects.members().filter(email__iexact=email).first()
        if user is not None and not user.is_active:
            raise CommandError(f"The account {email} is switched off. A superuser can switch it on again in the admin.")
        is_new = user is None
        if is_new:
            user = User.objects.create_user(email)
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        elif not EmailAddress.objects.filter(user=user, verified=True).exists():
            void_password(user=user)  # anybody can sign up with this address and a password of their own
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        user.groups.add(group)
        return is_new
