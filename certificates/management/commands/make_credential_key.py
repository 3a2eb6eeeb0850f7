from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management.base import BaseCommand

from certificates.multikey import from_secret_multikey, new_secret_multikey, public_multikey


class Command(BaseCommand):
    help = "Make a key that signs certificates. It is printed and stored nowhere: keep it with your other secrets."
    requires_system_checks = ()

    def handle(self, *args, **options):
        secret = new_secret_multikey()
        private_key = Ed25519PrivateKey.from_private_bytes(from_secret_multikey(secret))
        public = public_multikey(private_key.public_key().public_bytes_raw())
        self.stdout.write(f"CREDENTIAL_KEY={secret}")
        self.stdout.write(f"# Its public half, for CREDENTIAL_KEYS_RETIRED when another key has taken over: {public}")
