"""Answers that still hold: made once for many, made anew when the register changes."""

import threading
import time

import pytest

from mithaq.errors import RegisterError
from mithaq.faces.web import holding
from mithaq.faces.web.holding import Web, held_in


class Changing:
    """A register that says when it has changed."""

    now = "1"

    def marker(self):
        return self.now


@pytest.fixture
def web():
    return Web(Changing(), desk=None)


def counter(wait=0.0):
    made = []

    def make():
        time.sleep(wait)
        made.append(len(made) + 1)
        return made[-1]

    return make


def test_an_answer_holds_until_the_register_changes(web):
    make = counter()
    assert [held_in(web, "k", make) for _ in range(3)] == [1, 1, 1] and held_in(web, "other", counter()) == 1
    web.register.now = "2"
    assert held_in(web, "k", make) == 2


def test_many_who_ask_at_once_wait_for_one(web):
    make, found = counter(0.05), []
    threads = [threading.Thread(target=lambda: found.append(held_in(web, "k", make))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [1] * 8


def test_an_answer_that_could_not_be_made_is_tried_again(web):
    def broken():
        raise RegisterError("R006", "held by another")

    with pytest.raises(RegisterError):
        held_in(web, "k", broken)
    assert held_in(web, "k", counter()) == 1


def test_answers_make_room(web, monkeypatch):
    monkeypatch.setattr(holding, "_MOST_ANSWERS", 2)
    for key in "abc":
        held_in(web, key, counter())
    assert list(web.answers) == ["b", "c"]
    held_in(web, "b", counter())
    held_in(web, "d", counter())
    assert list(web.answers) == ["b", "d"]
    monkeypatch.setattr(holding, "_MOST_LARGE", 1)
    for key in "ef":
        held_in(web, key, counter(), large=True)
    assert list(web.large) == ["f"] and list(web.answers) == ["b", "d"]
