"""Killing the market (-9) in the middle of its work, again and again."""

import random
from functools import partial

from tests import books
from tests.market import MAY
from tests.races import crowd
from tests.races.stage import CROWD, Stage, comments, speaker

HOUR = 3_600_000


def test_s14_a_burst_of_claims_survives_kills(stage: Stage) -> None:
    stage.put_in(50)
    said = comments(CROWD)
    kills = crowd.kill_again_and_again(
        crowd.serve, stage.url, said, upto=len(said), dice=random.Random(14)
    )
    assert kills >= 10
    crowd.pump(stage.url)
    with stage.tx() as tx:
        books.check(tx, answered=True)
        assert books.stock(tx) == {1: 50}
    assert stage.incoming() == {"done": len(said)}
    answers = stage.answers()
    first, late = [speaker(one) for one in said[:50]], [speaker(one) for one in said[50:]]
    assert [answers[person] for person in first] == [[("held", None)]] * 50
    assert [answers[person] for person in late] == [[("waiting", n)] for n in range(1, 351)]


def test_s15_lapsed_holds_and_promotions_survive_kills(stage: Stage) -> None:
    stage.put_in(150)
    crowd.each(stage.url, [partial(crowd.claim, person=p, source=f"m:{p}:1") for p in CROWD])
    kills = crowd.kill_again_and_again(
        crowd.sweep_on, stage.url, MAY + HOUR, upto=150, dice=random.Random(15)
    )
    assert kills >= 5
    answers = stage.answers()
    assert [answers[person] for person in CROWD[:150]] == [[("lapsed", None)]] * 150
    told = [one for person in CROWD[150:300] for one in answers[person] if one[0] == "promoted"]
    assert told == [("promoted", None)] * 150
    assert stage.quantities("waiting") == [(person, 1) for person in CROWD[300:]]
    with stage.tx() as tx:
        books.check(tx)
