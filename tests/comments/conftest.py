import pytest
import time_machine
from django.utils import timezone


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock
