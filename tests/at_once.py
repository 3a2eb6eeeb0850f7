"""Things that happen at the same moment, each with a database connection of its own."""

import threading

from django.db import connection


def at_once(*calls) -> list:
    """Run the calls in threads that start together; returns what each gives, an exception too."""
    start = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(index, call):
        start.wait()
        try:
            results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
