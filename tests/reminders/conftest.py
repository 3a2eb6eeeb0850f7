import pytest

from tests.smtp_sink import Sink


@pytest.fixture
def sink():
    server = Sink()
    yield server
    server.stop()
