"""How alembic runs the steps: on the connection and inside the transaction of the caller."""

from __future__ import annotations

from alembic import context

from mithaq.register.tables import metadata


def _ours(name: str | None, type_: str, parents: object) -> bool:
    """Return whether a table is described by ``tables``; those of word search are the databases' own."""
    return type_ != "table" or not str(name).startswith(("document_words", "entry_words"))


context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True, include_name=_ours)
with context.begin_transaction():
    context.run_migrations()
