// What the phones have really said, and which steps of the tour that proves.
import { FIRST, STREAM } from "./steps.js";
import { isOnAir } from "./watch.js";

const CODE = new RegExp(`\\b${FIRST}\\b`, "i");
const ASKS = {
  seller: [["sales", /^\/sales\b|\bsales:\d/i]],
  buyer: [
    ["follow", /^\/start\s+f_|^\/follow\b|\bfollow:\d/i],
    ["claim", CODE],
    ["shot", /^\/photo$/],
  ],
};

const leadsToVideo = (message) =>
  (message.reply_markup?.inline_keyboard ?? []).flat().some(({ url }) => url?.startsWith(STREAM));

export class Proof {
  constructor(cast) {
    this.cast = cast;
    this.asked = new Map(); // phone id → the step that its person last asked for
    this.claimed = new Set();
    this.told = new Set();
  }

  /** A person wrote or pressed something. */
  asks(phone, text) {
    const found = ASKS[phone.person.role].find(([, words]) => words.test(text));
    if (found) this.asked.set(phone.id, found[0]);
    else this.asked.delete(phone.id);
  }

  /** A person has a checkout open. */
  paying(phone) {
    this.payer = phone;
    this.told.clear();
  }

  /** The bot answered on a phone: the steps that this proves. */
  hears(phone, message) {
    const asked = this.asked.get(phone.id);
    this.asked.delete(phone.id);
    const proved = asked ? [asked] : [];
    if (phone.person.role === "seller" && isOnAir(message)) proved.push("live");
    if (asked === "claim") this.claimed.add(phone.id);
    if (asked === "claim" && this.claims() > 2) proved.push("last");
    if (!asked && phone.person.role === "buyer" && (this.onAir() || leadsToVideo(message)))
      proved.push("alert");
    if (this.paid(phone)) proved.push("pay");
    return proved;
  }

  onAir() {
    const said = this.cast.seller.home?.newest() ?? [];
    return this.cast.stage.now.state === "live" || said.slice(0, 5).some(isOnAir);
  }

  /** How many buyers asked for the first product and were answered, before a reload too. */
  claims() {
    const typed = (room) =>
      room.newest().some((m) => m.from?.id === room.me && m.message_id < room.seen && CODE.test(m.text ?? ""));
    const asked = (phone) => this.claimed.has(phone.id) || Boolean(phone.home && typed(phone.home));
    return this.cast.buyers.filter(asked).length;
  }

  /** Buyer and seller have both been told something since a checkout was opened. */
  paid(phone) {
    if (!this.payer || (phone !== this.payer && phone.person.role !== "seller")) return false;
    return this.told.add(phone.id).size > 1;
  }
}
