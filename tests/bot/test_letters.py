"""What people read when Telegram refuses the plain way to say it."""

from sandbox.telegram import Telegram
from tests.bot.post import Post

ADDRESS = "http://127.0.0.1:9/pay?a=1&b=2"


async def test_an_address_that_no_button_may_carry_stands_in_the_text(
    telegram: Telegram, post: Post
) -> None:
    ann = telegram.user("Ann", id=5000, started=True)
    await post.meet(ann.id)
    await post.say(ann.id, "now", url=ADDRESS)
    async with post.sending():
        await post.settled()
    [message] = ann.inbox
    assert message["text"].endswith(f"\n\n{ADDRESS}")
    labels = [one["text"] for row in message["reply_markup"]["inline_keyboard"] for one in row]
    assert labels == ["Products", "🔕 Mute", "⚙️ Which alerts"]
