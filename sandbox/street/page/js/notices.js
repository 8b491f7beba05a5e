// What Telegram itself says in a group: who came, what was pinned, when a live stream runs.
import { clock } from "./dom.js";

const NAMED = {
  left_chat_member: ["gone", (who) => who.first_name],
  pinned_message: ["pinned_by", (_, message) => message.from.first_name],
};
const PLAIN = { video_chat_started: "stream_started", video_chat_ended: "stream_ended" };

/** The words of a notice in the phone's language, or null for what a person or a bot wrote. */
export function notice(message, phone) {
  for (const member of message.new_chat_members ?? [])
    return phone.word("joined", { name: member.first_name });
  for (const [field, [key, name]] of Object.entries(NAMED))
    if (message[field]) return phone.word(key, { name: name(message[field], message) });
  for (const [field, key] of Object.entries(PLAIN)) if (message[field]) return phone.word(key);
  if (message.video_chat_scheduled) {
    const time = clock(message.video_chat_scheduled.start_date, phone);
    return phone.word("stream_planned", { time });
  }
  return null;
}
