"""The command ``mithaq serve``: the web application on this machine."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import click

from mithaq.errors import MithaqError
from mithaq.faces.cli.users import accounts_option, place_of
from mithaq.faces.team.accounts import Accounts
from mithaq.faces.team.passwords import AccountError

_PORT = 8400


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="address to listen on; only this machine reaches the default")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="port to listen on; 0 takes a free one")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="a further name under which browsers may call it")
@click.option("--team", is_flag=True, help="only who has an account comes in (mithaq users add); so it is for every other --host")
@accounts_option
def serve_command(host: str, port: int, names: tuple[str, ...], team: bool, where: str | None, place: Path | None) -> None:
    """Open the register in a browser: read reports beside their entries, explore, search, keep.

    Listens on this machine alone unless --host says otherwise; then everybody needs an account, and the connection should
    be encrypted by a proxy in front of it. Needs the extra: pip install 'mithaq[web]'.
    """
    try:
        import uvicorn

        from mithaq.faces.web.app import make_app
        from mithaq.faces.web.guards import LOCAL
    except ImportError as error:
        raise click.ClickException(f"{error.name} is not installed; the web application needs it: pip install 'mithaq[web]'") from error
    try:
        accounts = _accounts(where, place) if team or not _is_local(host) else None
        app = make_app(where, hosts=(*LOCAL, *names, host), accounts=accounts)
    except MithaqError as error:
        raise click.ClickException(str(error)) from error
    listening = _listen(host, port)
    click.echo(f"Mithaq: {_address(listening)} · Ctrl-C ends")
    threading.Thread(target=app.state.warm, daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[listening])


def _accounts(where: str | None, place: Path | None) -> Accounts:
    """Return the accounts of those who may come in.

    Raises:
        AccountError: U006 if nobody could.
    """
    path = place_of(where, place)
    accounts = Accounts(path) if path.exists() else None
    if accounts is None or not any(user.role == "admin" for user in accounts.users()):
        raise AccountError("U006", f"{path}: no administrator there, and others could reach this address; make an account first: mithaq users add NAME --role admin")
    return accounts


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise click.ClickException(f"{host}, port {port}: cannot listen: {error.strerror or error}; choose another --port or --host") from error


def _address(listening: socket.socket) -> str:
    """Return the address that a browser opens."""
    name: Sequence[object] = listening.getsockname()
    host = f"[{name[0]}]" if ":" in str(name[0]) else name[0]
    return f"http://{host}:{name[1]}/"


def _is_local(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
