"""A mail server that takes everything: prints its port, and writes to whom each mail was into the file it is given."""

import asyncio
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Taken:
    def __init__(self, path: Path):
        self.path = path

    async def handle_DATA(self, server, session, envelope):
        with self.path.open("a") as file:  # for each mail, so that the file can be begun anew
            print(*envelope.rcpt_tos, file=file)
        return "250 OK"


async def main(path: Path) -> None:
    taken, loop = Taken(path), asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(taken, hostname="sink", enable_SMTPUTF8=True), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
