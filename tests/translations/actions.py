CHOOSE = "/lessons/lesson-1/in/"
GERMAN = "/lessons/lesson-1/in/de/"


def load(client, language="de", path=CHOOSE):
    return client.post(path, {"answer": "load", "language": language})


def keep_original(client, path=CHOOSE):
    return client.post(path, {"answer": "original"})


def text_of(response) -> str:
    """The page, with single spaces."""
    return " ".join(response.content.decode().split())
