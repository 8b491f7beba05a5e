"""Live streams in groups and channels: planned, started, ended, broken off and back."""

import aiogram
import pytest
import telegram as ptb_package

from sandbox.telegram import NotPossible, Telegram, User
from tests.sandbox.telegram_cast import Hand
from tests.sandbox.telegram_heard import Ears

# python-telegram-bot announces another type for duration.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


@pytest.fixture
async def ears(ptb: ptb_package.Bot, gram: aiogram.Bot) -> Ears:
    ears = Ears(ptb, gram)
    await ears.open()
    return ears


async def test_a_groups_stream_is_told_as_messages_even_to_a_plain_member(
    street: Telegram, ears: Ears, anna: User, somchai: User, hand: Hand
) -> None:
    group = street.group("Scarves", [anna, somchai])
    group.schedule_stream(1_790_003_600)
    group.start_stream(by=anna)
    group.invite_to_stream([somchai])
    assert group.live
    hand.seconds += 61.9
    group.end_stream()
    planned, started, invited, ended = await ears.messages()
    assert ears.kinds == ["message"] * 4
    assert planned.video_chat_scheduled
    assert planned.video_chat_scheduled.start_date.timestamp() == 1_790_003_600
    assert started.video_chat_started and started.from_user and started.from_user.id == anna.id
    assert invited.video_chat_participants_invited
    assert [one.id for one in invited.video_chat_participants_invited.users] == [somchai.id]
    assert ended.video_chat_ended and ended.video_chat_ended.duration == 61
    assert not group.live


async def test_a_channels_stream_is_told_as_posts(street: Telegram, ears: Ears, anna: User) -> None:
    channel = street.channel("Silk Live", anna)
    channel.link(street.group("Silk talk", [anna], bot="administrator", supergroup=True))
    channel.schedule_stream(1_790_003_600)
    channel.start_stream()
    channel.end_stream()
    heard = await ears.messages()
    assert ears.kinds == ["channel_post"] * 3
    assert heard[1].video_chat_started and heard[1].from_user is None
    assert heard[1].sender_chat and heard[1].sender_chat.id == channel.id


async def test_a_bad_connection_ends_and_starts_it_again(
    street: Telegram, ears: Ears, anna: User, hand: Hand
) -> None:
    channel = street.channel("Silk Live", anna)
    channel.start_stream()
    hand.seconds += 30
    channel.flap(times=2)
    heard = await ears.messages()
    assert [bool(one.video_chat_started) for one in heard] == [True, False, True, False, True]
    lasted = [one.video_chat_ended.duration for one in heard if one.video_chat_ended]
    assert lasted == [30, 0]
    assert channel.live


async def test_a_stream_starts_and_ends_once(street: Telegram, anna: User) -> None:
    group = street.group("Scarves", [anna])
    with pytest.raises(NotPossible, match="no stream is running"):
        group.end_stream()
    group.start_stream()
    with pytest.raises(NotPossible, match="a stream is running"):
        group.start_stream()
