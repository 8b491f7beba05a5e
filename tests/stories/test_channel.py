"""A channel with a discussion group: the board among its posts, claims in the comments."""

from pathlib import Path

from tests.stories.test_groups import GOODS, answered
from tests.town import text, town


async def test_comments_under_a_channels_posts_are_claims(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Malee", "malee", *GOODS)
        anna = await here.buyer("Anna", "malee")
        channel = here.telegram.channel("Malee live", seller, bot=None)
        group = here.telegram.group("Malee's talk", [seller, anna], bot=None, supergroup=True)
        channel.link(group)
        channel.add_bot(seller, without=["can_edit_messages"])
        await here.hears(seller, "Malee live is linked to", "can't pin")
        channel.promote_bot(seller)
        group.add_bot(seller, administrator=True)
        await here.hears(seller, "Malee's talk is linked to")
        seller.say("/live")

        def board() -> object:
            return [one for one in here.telegram.sent(channel.id) if "🔴" in text(one)]

        await here.until(board)
        await here.until(lambda: channel.chat.pinned)
        post = channel.post("A12: the silk scarf")
        comment = anna.comment(post, "A12 x2")
        await answered(here, comment, "👍")
        await here.hears(anna, "A12", "yours")
        channel.post("A12")
        group_says = seller.say("A12", chat_id=group.id, as_chat=channel.id)
        last = anna.comment(post, "B7")
        await answered(here, last, "👍")
        assert here.telegram.reaction(group_says) == ""
        assert not [one for one in here.telegram.sent(group.id) if "🔴" in text(one)]
        free = here.rows("SELECT sum(held) AS n FROM option")
        assert free == [{"n": 3}]
        channel.demote_bot(seller)
        await here.hears(seller, "removed from Malee live")
        await answered(here, anna.say("B7", chat_id=group.id), "👍")
        here.check_manners()
