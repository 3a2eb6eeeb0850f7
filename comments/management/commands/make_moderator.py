from accounts.management.commands.make_instructor import Command as MakeInstructor
from comments.moderating.moderators import group_of_moderators


class Command(MakeInstructor):
    help = "Make somebody a moderator: may decide about comments. Makes the account if there is none."
    role = "a moderator"
    page = "comments:queue"
    opens = "Open the queue:"
    example = "make moderator EMAIL=name@example.org"

    def group(self):
        return group_of_moderators()
