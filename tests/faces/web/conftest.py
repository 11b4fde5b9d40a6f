import pytest

pytest.importorskip("litestar")

import json
import logging
import shutil
from pathlib import Path

from litestar.testing import TestClient

from mithaq.faces.web.app import make_app
from mithaq.faces.web.desk import Desk
from mithaq.model import Article
from mithaq.model.article import published_on
from mithaq.reader import Reader
from mithaq.register.register import Register

logging.getLogger("httpx").setLevel(logging.WARNING)
STORY = Path(__file__).parents[3] / "samples" / "story"


@pytest.fixture(scope="session")
def story(tmp_path_factory):
    """A register of the sample story."""
    place = tmp_path_factory.mktemp("web") / "story.db"
    reader = Reader(["ar", "en", "fr"])
    with Register(place) as register:
        register.add_readings(map(reader.read, _reports()))
    return place


def _reports():
    for path in sorted(STORY.glob("s??.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        published = published_on(data.pop("published")) if "published" in data else None
        yield Article(published=published, **data)


class Sleeper(Desk):
    """Starts when something is read, not when somebody may bring it."""

    def wake(self):
        pass


@pytest.fixture(scope="session")
def sleeper():
    """What reads for the pages that no test changes."""
    desk = Sleeper()
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def served(story, sleeper):
    """The pages of the sample story, begun once."""
    with TestClient(make_app(story, desk=sleeper), base_url="http://127.0.0.1:8400") as client:
        yield client


@pytest.fixture
def pages(served):
    """The pages of the sample story, in English unless asked otherwise."""
    served.cookies.clear()
    return served


@pytest.fixture
def place(story, tmp_path):
    """A register of the story to decide about."""
    return shutil.copy(story, tmp_path / "story.db")


@pytest.fixture
def empty(tmp_path, sleeper):
    """The pages of a register that holds nothing."""
    with TestClient(make_app(tmp_path / "empty.db", desk=sleeper), base_url="http://127.0.0.1:8400") as client:
        yield client


@pytest.fixture(autouse=True)
def _no_language_is_kept(pages):
    """A language that one test chose is not the next one's."""
    pages.cookies.clear()
