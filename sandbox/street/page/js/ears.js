// What a phone is told: snapshots, messages, edits, reactions, pins, streams, answers to presses.
import { Hands, PATIENCE } from "./hands.js";
import { notice } from "./notices.js";
import { Room } from "./room.js";

/** The hearing half of a `Phone`, which draws what changes here. */
export class Ears extends Hands {
  get room() {
    return this.rooms.get(this.chatId);
  }

  get home() {
    return this.rooms.get(this.id);
  }

  /** The group this person is in, or undefined. */
  get group() {
    return [...this.rooms.values()].find((room) => !room.isPrivate);
  }

  roomFor(chat) {
    if (!this.rooms.has(chat.id)) this.rooms.set(chat.id, new Room({ chat }, this.id));
    return this.rooms.get(chat.id);
  }

  apply(event, data) {
    this[`on_${event}`]?.(data);
  }

  on_snapshot({ bot, chats, commands, reactions, blocked }) {
    Object.assign(this, { bot, commands, blocked: Boolean(blocked) });
    this.rooms.clear();
    for (const view of chats) this.rooms.set(view.chat.id, new Room(view, this.id));
    for (const { chat_id: chatId, message_id: id, user_id: who, emoji } of reactions ?? [])
      this.rooms.get(chatId)?.react(id, who, emoji);
    if (!this.rooms.has(this.chatId)) this.chatId = this.id;
    this.draw();
    this.toEnd();
  }

  on_chat(view) {
    this.rooms.set(view.chat.id, new Room(view, this.id));
    if (view.chat.id === this.chatId) this.draw();
    else this.drawHead();
  }

  on_gone({ chat_id: chatId }) {
    this.rooms.delete(chatId);
    if (chatId === this.chatId) this.enter(this.id);
    else this.drawHead();
  }

  on_message({ message }) {
    const mine = message.from?.id === this.id;
    const room = this.roomFor(message.chat);
    room.take(message);
    if (room === this.room) this.append(message, mine);
    else if (!mine && notice(message, this) === null) room.unread += 1;
    this.drawHead();
    if (mine) this.street.noticed("asked", this, message);
    else if (room.isPrivate) this.answered(message);
    else this.street.noticed("overheard", this, message);
  }

  on_edited({ message }) {
    const room = this.roomFor(message.chat);
    room.take(message);
    if (room === this.room) this.redraw(message.message_id, "edited-now");
    if (room.pinned.includes(message.message_id)) this.drawHead();
    if (message.from?.id !== this.id && room.isPrivate) this.answered(message, false);
  }

  on_deleted({ chat_id: chatId, message_ids: ids }) {
    for (const id of ids) this.rooms.get(chatId)?.messages.delete(id);
    if (chatId === this.chatId) this.draw();
  }

  on_reaction({ chat_id: chatId, message_id: id, emoji, user_id: who }) {
    const room = this.rooms.get(chatId);
    room?.react(id, who, emoji);
    if (room === this.room) this.redraw(id);
    if (room?.isPrivate) this.answered({}, false);
    const about = room?.messages.get(id);
    if (emoji && who === this.bot.id && about?.from?.id === this.id && !room.isPrivate)
      this.street.noticed("cheered", this, about);
  }

  on_pinned({ chat_id: chatId, message_ids: ids }) {
    if (this.rooms.has(chatId)) this.rooms.get(chatId).pinned = ids;
    this.drawHead();
  }

  on_stream({ chat_id: chatId, live }) {
    if (this.rooms.has(chatId)) this.rooms.get(chatId).live = live;
    this.drawHead();
  }

  on_commands({ commands }) {
    this.commands = commands;
    if (this.input?.value.startsWith("/")) this.typed();
  }

  on_action({ chat_id: chatId }) {
    if (chatId !== this.chatId) return;
    this.typing(true);
    clearTimeout(this.calm);
    this.calm = setTimeout(() => this.typing(false), 5000);
  }

  on_answer({ callback_query_id: id, text, show_alert: loud, url }) {
    const key = [...this.busy].find(([, wait]) => wait.id === id)?.[0];
    if (key) this.rest(key);
    else this.early.set(id, true);
    if (text && loud) this.sheets.alert(text);
    else if (text) this.toast(text);
    if (url) this.follow(url);
  }

  answered(message, noisy = true) {
    this.typing(false);
    if (noisy && !this.attended()) this.mark(true);
    for (const resolve of this.waiting.splice(0)) resolve();
    this.street.noticed("heard", this, message);
  }

  /** Resolves when the bot next says or changes something here; rejects after a while. */
  heard() {
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      setTimeout(() => reject(new Error("no answer")), PATIENCE);
    });
  }
}
