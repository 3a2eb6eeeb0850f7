"""What mail providers tell, through anymail's own views: payloads as Postmark and Mailgun document them."""

import base64
import hashlib
import hmac
import json

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.test import Client

from accounts.addresses import is_undeliverable
from accounts.bounces import is_soft
from accounts.models import UndeliverableAddress, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SECRET, KEY = "postmark:a-secret-of-our-own-0123", "signing-key-0123456789"
ADDRESS = "ada.lovelace@example.org"
POSTMARK, MAILGUN = "/anymail/postmark/tracking/", "/anymail/mailgun/tracking/"


@pytest.fixture(autouse=True)
def providers(settings):
    settings.ROOT_URLCONF = "tests.accounts.webhook_urls"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


def post(path, payload, secret=SECRET):
    login = base64.b64encode(secret.encode()).decode()
    return Client().post(path, json.dumps(payload), "application/json", HTTP_AUTHORIZATION=f"Basic {login}")


def bounce(kind="HardBounce", code=1, **fields) -> dict:
    """https://postmarkapp.com/developer/webhooks/bounce-webhook"""
    return {
        "RecordType": "Bounce",
        "MessageStream": "outbound",
        "ID": 4323372036854775807,
        "Type": kind,
        "TypeCode": code,
        "Name": "Hard bounce",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Metadata": {},
        "ServerID": 23,
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": "Test bounce details",
        "Email": ADDRESS,
        "From": "course@example.org",
        "BouncedAt": "2027-03-03T08:00:01Z",
        "DumpAvailable": True,
        "Inactive": True,
        "CanActivate": True,
        "Subject": "Reviews are due",
    } | fields


def complaint() -> dict:
    """https://postmarkapp.com/developer/webhooks/spam-complaint-webhook"""
    return bounce("SpamComplaint", 512, RecordType="SpamComplaint", Name="Spam complaint")


def subscription_change(**fields) -> dict:
    """https://postmarkapp.com/developer/webhooks/subscription-change-webhook"""
    return {
        "RecordType": "SubscriptionChange",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "ServerID": 23,
        "MessageStream": "outbound",
        "ChangedAt": "2027-03-03T10:53:34Z",
        "Recipient": ADDRESS,
        "Origin": "Recipient",
        "SuppressSending": True,
        "SuppressionReason": "ManualSuppression",
        "Tag": "",
        "Metadata": {},
    } | fields


def engagement(kind: str) -> dict:
    """https://postmarkapp.com/developer/webhooks/open-tracking-webhook and its neighbours"""
    return {
        "RecordType": kind,
        "MessageStream": "outbound",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Recipient": ADDRESS,
        "ReceivedAt": "2027-03-03T10:53:34Z",
        "DeliveredAt": "2027-03-03T10:53:34Z",
        "UserAgent": "Mozilla/5.0",
        "OriginalLink": "https://course.example/review/",
        "Metadata": {},
    }


def mailgun(event: str, key: str = KEY, **fields) -> dict:
    """https://documentation.mailgun.com/docs/mailgun/user-manual/tracking-messages/#webhooks"""
    stamp, token = "1804060801", "d2f3e5b3a8b94a7f9fd9d8d6f5b7c2a1e0f1d2c3b4a5968778"
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"timestamp": stamp, "token": token, "signature": signature},
        "event-data": {
            "event": event,
            "id": "G9Bn5sl1TC6nu79C8C0bwg",
            "timestamp": 1804060801.0,
            "recipient": ADDRESS,
            "recipient-domain": "example.org",
            "message": {"headers": {"to": ADDRESS, "message-id": "20270303@course.example", "subject": "Reviews"}},
            "tags": [],
            "user-variables": {},
            **fields,
        },
    }


def failed(severity: str, reason: str) -> dict:
    status = {"code": 550 if severity == "permanent" else 452, "message": "5.1.1 No such user", "description": ""}
    return mailgun(
        "failed", **{"severity": severity, "reason": reason, "delivery-status": status, "log-level": "error"}
    )


@pytest.mark.parametrize(
    ("path", "payload", "reason"),
    [
        (POSTMARK, bounce(), "bounced"),
        (POSTMARK, bounce("BadEmailAddress", 100000), "bounced"),
        (POSTMARK, complaint(), "complained"),
        (POSTMARK, bounce("SpamNotification", 8), "complained"),
        (POSTMARK, subscription_change(), "ended"),
        (POSTMARK, subscription_change(SuppressionReason="HardBounce"), "bounced"),
        (POSTMARK, subscription_change(SuppressionReason="SpamComplaint"), "complained"),
        (MAILGUN, failed("permanent", "bounce"), "bounced"),
        (MAILGUN, failed("permanent", "suppress-bounce"), "bounced"),
        (MAILGUN, mailgun("complained"), "complained"),
        (MAILGUN, mailgun("unsubscribed"), "ended"),
    ],
)
def test_address_that_mail_comes_back_from_gets_no_more(path, payload, reason):
    response = post(path, payload)

    assert response.status_code == 200
    assert is_undeliverable(ADDRESS)
    assert UndeliverableAddress.objects.get().reason == reason


@pytest.mark.parametrize(
    ("path", "payload"),
    [
        (POSTMARK, bounce("SoftBounce", 4096)),
        (POSTMARK, bounce("Transient", 2)),
        (POSTMARK, bounce("DnsError", 256)),
        (POSTMARK, bounce("AutoResponder", 64)),
        (POSTMARK, bounce("Blocked", 100006)),
        (POSTMARK, bounce("VirusNotification", 2048)),
        (POSTMARK, subscription_change(SuppressSending=False, SuppressionReason=None)),
        (POSTMARK, engagement("Delivery")),
        (POSTMARK, engagement("Open")),
        (POSTMARK, engagement("Click")),
        (MAILGUN, failed("temporary", "generic")),
        (MAILGUN, failed("permanent", "generic")),
        (MAILGUN, mailgun("rejected", reject={"reason": "Sandbox subdomains are for test purposes only"})),
        (MAILGUN, mailgun("delivered")),
        (MAILGUN, mailgun("opened")),
        (MAILGUN, mailgun("clicked", url="https://course.example/review/")),
    ],
)
def test_all_else_is_taken_and_nothing_of_it_kept(path, payload, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = post(path, payload)

    assert response.status_code == 200
    assert response.cookies == {}
    assert not UndeliverableAddress.objects.exists()


def test_told_twice_it_is_noted_once():
    for payload in (bounce(), bounce(), complaint()):
        assert post(POSTMARK, payload).status_code == 200

    assert UndeliverableAddress.objects.get().reason == "bounced"


def test_complaint_stops_mails_to_the_address_and_leaves_preferences_alone():
    from reminders.models import Preference

    member = make_user(ADDRESS.title())
    Preference.objects.create(learner=member)

    post(POSTMARK, complaint())

    assert is_undeliverable(member.email)
    assert Preference.objects.get().is_on


def test_address_of_nobody_is_noted_as_a_digest_and_named_in_no_log(caplog):
    post(POSTMARK, bounce())
    post(MAILGUN, failed("permanent", "bounce"))

    noted = UndeliverableAddress.objects.get()
    assert ADDRESS not in str(vars(noted))
    assert "lovelace" not in caplog.text
    assert not User.objects.exists()


@pytest.mark.parametrize("secret", ["", "postmark:wrong", "a-secret-of-our-own-0123"])
@pytest.mark.parametrize(("path", "payload"), [(POSTMARK, bounce()), (MAILGUN, failed("permanent", "bounce"))])
def test_without_the_secret_nothing_is_believed(path, payload, secret):
    assert post(path, payload, secret).status_code == 400
    assert not UndeliverableAddress.objects.exists()


def test_mailgun_signs_what_it_tells():
    assert post(MAILGUN, mailgun("complained", key="another key")).status_code == 400
    assert not UndeliverableAddress.objects.exists()


def test_event_without_an_address_is_no_fault_of_ours(caplog):
    assert post(POSTMARK, bounce(Email=None)).status_code == 200

    assert "Postmark tells of an address that takes no mail, and not of which" in caplog.text
    assert not UndeliverableAddress.objects.exists()


@pytest.mark.parametrize(
    ("reason", "noted"),
    [("spam", "complained"), ("unsubscribed", "ended"), ("timed_out", "bounced"), ("blocked", None)],
)
def test_what_a_provider_refuses_to_send_is_noted_by_its_reason(reason, noted):
    event = AnymailTrackingEvent(
        event_type=EventType.REJECTED, reject_reason=getattr(RejectReason, reason.upper()), recipient=ADDRESS
    )

    tracking.send(sender=object, event=event, esp_name="Some provider")

    assert list(UndeliverableAddress.objects.values_list("reason", flat=True)) == [noted] * bool(noted)


@pytest.mark.parametrize(
    ("told", "soft"),
    [
        ({"event": "soft_bounce"}, True),
        ({"event": "hard_bounce"}, False),
        ({"event": "bounce", "hard_bounce": False}, True),
        ({"event": "bounce", "hard_bounce": True}, False),
        ({"eventType": "Bounce", "bounce": {"bounceType": "Transient"}}, True),
        ({"eventType": "Bounce", "bounce": {"bounceType": "Permanent"}}, False),
        ({"msys": {"message_event": {"bounce_class": "22"}}}, True),
        ({"msys": {"message_event": {"bounce_class": "10"}}}, False),
        ({"data": {"type": "soft_bounced"}}, True),
        (None, False),
    ],
)
def test_other_providers_words_for_a_soft_bounce_are_known(told, soft):
    assert is_soft(told) is soft
