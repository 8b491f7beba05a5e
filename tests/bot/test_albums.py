"""Albums: several photos in one message, each of which counts towards the limits."""

from sandbox.street.goods import GOODS
from sandbox.telegram import Telegram
from tests.bot.post import Post


def photos(telegram: Telegram, count: int) -> list[str]:
    """File ids that Telegram has."""
    data = GOODS[0].picture.read_bytes()
    files = telegram.world.files
    return [str(files.photo(data)[-1]["file_id"]) for _ in range(count)]


async def test_an_album_goes_out_with_its_caption(telegram: Telegram, post: Post) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await post.say(ann.id, "album", album=photos(telegram, 3))
    async with post.sending():
        await post.settled()
    assert len({one["media_group_id"] for one in ann.inbox}) == 1
    assert ["album" in one.get("caption", "") for one in ann.inbox] == [True, False, False]


async def test_albums_keep_to_what_one_chat_may_be_sent(telegram: Telegram, post: Post) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await post.say(ann.id, "before")
    for _ in range(2):
        await post.say(ann.id, "album", album=photos(telegram, 5))
    await post.say(ann.id, "after")
    async with post.sending():
        await post.settled(within=30)
    assert len(ann.inbox) == 12
    assert telegram.refused_429 == 0


async def test_without_its_photos_the_words_go_out(telegram: Telegram, post: Post) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await post.say(ann.id, "album", album=["gone", "gone"])
    async with post.sending():
        await post.settled()
    [message] = ann.inbox
    assert "album" in message["text"]
