"""A group or channel made over HTTP, for a page or program that has no hands in this one."""

from sandbox.telegram.channels import Channel, new_channel
from sandbox.telegram.groups import Group, new_group
from sandbox.telegram.people import User
from sandbox.telegram.query import to_integer
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import NotPossible
from sandbox.telegram.world import World


def make_room(world: World, wanted: Json) -> Group | Channel:
    """A room of {type, title, members, bot?, without?, username?, id?, discussion?}.

    type: group, supergroup or channel. members: ids, the owner first. bot: member, administrator
    or nothing. without: rights the bot lacks. discussion: a channel's group, by id. Raises
    NotPossible or ValueError.
    """
    kind, title = wanted.get("type"), str(wanted.get("title") or "")
    members = [User(world, to_integer(one)) for one in wanted.get("members") or ()]
    if not title or not members or any(one.id not in world.people for one in members):
        raise NotPossible("a title and members who have phones are needed")
    number, without = to_integer(wanted.get("id")) or None, wanted.get("without") or ()
    bot = str(wanted["bot"]) if wanted.get("bot") else None
    if bot not in (None, "member", "administrator"):
        raise NotPossible(f"the bot can't be a {bot}")
    if kind in ("group", "supergroup"):
        big = kind == "supergroup"
        group = new_group(world, title, members, bot=bot, group_id=number, supergroup=big)
        if bot == "administrator" and without:
            group.promote_bot(members[0], without=without)
        return group
    if kind != "channel":
        raise NotPossible("the type is group, supergroup or channel")
    channel = new_channel(
        world,
        title,
        members[0],
        bot=bot,
        without=without,
        username=str(wanted.get("username") or ""),
        channel_id=number,
    )
    for reader in members[1:]:
        channel.add(reader)
    if wanted.get("discussion"):
        channel.link(Group(world, to_integer(wanted["discussion"])))
    return channel
