"""Answers that still hold: made once for many, made anew when the register changes, slow ones given once more meanwhile."""

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
    made = Web(Changing(), desk=None)
    yield made
    made.renewing.shutdown()


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


def test_a_slow_answer_is_given_once_more_while_it_is_renewed(web, monkeypatch):
    monkeypatch.setattr(holding, "_SLOW_S", 0.01)
    make = counter(0.03)
    assert held_in(web, "k", make) == 1
    web.register.now = "2"
    assert held_in(web, "k", make) == 1
    web.renewing.submit(lambda: None).result(5)
    assert held_in(web, "k", make) == 2
    monkeypatch.setattr(holding, "_OLD_S", 0.0)
    web.register.now = "3"
    assert held_in(web, "k", make) == 3


def test_an_answer_that_could_not_be_renewed_is_tried_again(web, monkeypatch):
    monkeypatch.setattr(holding, "_SLOW_S", 0.01)
    assert held_in(web, "k", counter(0.03)) == 1
    web.register.now = "2"

    def broken():
        raise RegisterError("R006", "held by another")

    assert held_in(web, "k", broken) == 1
    web.renewing.submit(lambda: None).result(5)
    assert held_in(web, "k", counter(0.0)) == 1
    web.renewing.submit(lambda: None).result(5)
    web.register.now = "3"
    with pytest.raises(RegisterError):
        held_in(web, "new", broken)


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
