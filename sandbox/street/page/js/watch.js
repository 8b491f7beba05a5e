// What the seller and the bot say to each other, as it concerns the video.

const ON_SCREEN = /^(screen|show)$/;

const words = (text) => text.split(/[^A-Za-z0-9-]+/);
const offers = (message, word) =>
  (message.reply_markup?.inline_keyboard ?? [])
    .flat()
    .some((key) => key.callback_data?.split(":")[0] === word);
const named = (parts, goods) => goods.find(({ code }) => parts.includes(code));

/** The command that the seller's press amounts to, or null; `pressed` is its label and data. */
export function meant(pressed, goods) {
  const parts = words(pressed);
  const good = named(parts, goods);
  if (good && parts.some((part) => ON_SCREEN.test(part))) return `/show ${good.code}`;
  return parts.includes("endnow") ? "/end" : null;
}

/** The command that a message of the bot to the seller confirms, or null. */
export function confirmed(message, goods) {
  const good = named(words(message.text ?? message.caption ?? ""), goods);
  if (good && offers(message, "next")) return `/show ${good.code}`;
  return isOnAir(message) ? "/live" : null;
}

/** Whether a message of the bot offers the seller to end a show. */
export const isOnAir = (message) => offers(message, "end");
