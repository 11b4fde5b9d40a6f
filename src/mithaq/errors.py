"""The exceptions Mithaq raises.

::

    MithaqError
     ├── SourceError     a file, page or stream that cannot become an article
     ├── PackError       language data that is broken, with file, place, found and expected
     ├── ReadingError    a reading that does not decode, or does not fit its article
     ├── RegisterError   a register that cannot be opened, read or written, or a decision that does not fit it
     └── PublishError    an export that would lose or change something

Every message says where, what was found, what was expected and what to do; its code is stable.
"""

from __future__ import annotations


class MithaqError(Exception):
    """The base of all errors of Mithaq. ``code`` is stable and documented, ``message`` is what it says without its code.

    W001 a worker process cannot begin, W002 worker processes end before they begin.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[MithaqError], tuple[str, str]]:
        # errors of items go to worker processes and back
        return type(self), (self.code, self.message)


class SourceError(MithaqError):
    """Raised when an input cannot become an article; other inputs of the same call are not affected.

    S001 empty, S002 not text, S003 encoding, S004 too long, S005 not JSON, S006 a key missing or of the wrong
    type, S007 publication date, S008 no gold, S009 gold without its article, S010 no such file, S011 a folder or
    archive without files to read, S012 may not be read, S013 a page without a report, S014 broken or cut off (WARC,
    gzip, ZIP, Parquet), S015 a language without a pack, S016 too large, unpacked too, S017 a column mapping, S018 a
    column missing, S019 a row that cannot be read, S020 a broken feed, S021 an address that is not fetched (the
    network not asked for, another scheme, a password in it), S022 a host that is not of the open network, S023
    robots.txt forbids it, S024 cannot be fetched, S025 too many redirects, S026 a part of the work that is none, S027
    a second reader's endpoint that does not answer as it should.
    """


class PackError(MithaqError):
    """Raised when language data is broken: reading on would store something wrong."""


class ReadingError(MithaqError):
    """Raised when a stored reading does not decode or does not fit its article.

    D001 evidence that differs from the article's words, D002 an actor the reading does not hold, D003 no reading, D006 a
    character that cannot be stored, D007 a report at which the reading process died, D008 one that took too long, D009
    one at which the reader failed, D010 one that took more memory than a report may, D011 an answer of a
    second reader that is no reading.
    """


class RegisterError(MithaqError):
    """Raised when a register cannot be opened, read or written, or a decision does not fit what it holds.

    R001 no register at the path, R002 the file is no register, R003 a register of another version, R004 may only be
    read, R005 the disk is full, R006 another program holds it, R007 the database answers with an error, R008 no such
    entry, R009 no such document, R010 a database that cannot be opened, R011 a list of feeds that is none, R020 an
    actor that nobody knows, R021 a name of several actors, R022 a value that no entry can have, R023 no body of
    states, R030 a decision without the name of who decides, R031 entries that cannot be merged, R032 a telling that
    cannot be split off, R033 a correction that does not fit, R034 nothing of that id is proposed, R035 no decision
    that can be undone, R036 a record entered by hand whose kind, field or value does not fit, R037 words that do not
    stand in the report once, R038 an entry that is not to be coded blind, R039 a coding that is not to be settled,
    R040 a copy whose place is taken.
    """


class PublishError(MithaqError):
    """Raised when an export cannot be written whole; its target is as it was.

    X001 a format, kind or word that does not exist, X002 a target that cannot be written, X003 the same report or
    entry twice, X004 an entry or row would be lost, X005 a value that the format cannot hold, X006
    a release that comes out otherwise than it was frozen, X007 a report that does not tell the entry it is cited for.
    """
