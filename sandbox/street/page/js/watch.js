// What the seller's buttons mean for the video: the words of their data, as commands.

const WORDS = { endnow: "/end", next: "/next" };
const ON_SCREEN = /^(screen|show)/;

/** The command that pressing a button amounts to, or null; `pressed` is its label and data. */
export function meant(pressed, goods) {
  const parts = pressed.split(/[^A-Za-z0-9-]+/);
  const data = parts.slice(1);
  const good = goods.find(({ code }) => parts.includes(code));
  if (good && data.some((part) => ON_SCREEN.test(part))) return `/show ${good.code}`;
  return WORDS[data.find((part) => part in WORDS)] ?? null;
}

/** Whether the bot's newest message offers the seller to end a show. */
export function isOnAir(phone) {
  const keys = (phone.newest()[0]?.reply_markup?.inline_keyboard ?? []).flat();
  return keys.some((key) => key.callback_data?.split(":")[0] === "end");
}
