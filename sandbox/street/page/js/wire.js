// The page's only talk with the server: what phones do, and the one stream of what happens.

async function call(path, body, method = "POST") {
  const form = body instanceof FormData;
  const request = { method, body: form ? body : JSON.stringify(body) };
  if (!form) request.headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, request);
  if (!answer.ok)
    throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  return answer.status === 204 ? null : answer.json().catch(() => null);
}

/** People, goods, shop and the scene of the video. */
export async function setup() {
  return (await fetch("/street/setup")).json();
}

/** What the seller said or pressed, as a command, to the video alone: the bot hears nothing. */
export const said = (words) => (words ? call("/street/scene", { words }) : null);

/** What one phone can do; chats default to the private chat with the bot. */
export function line(id) {
  const at = (what) => `/phones/${id}/${what}`;
  const filled = (fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
      if (value !== undefined && value !== "") form.append(name, value);
    return form;
  };
  return {
    send: (text, more = {}) => call(at("send"), { text, ...more }),
    photo: (file, caption, chat_id) => call(at("photo"), filled({ photo: file, caption, chat_id })),
    document: (file, caption, chat_id) =>
      call(at("document"), filled({ document: file, caption, chat_id })),
    edit: (chat_id, message_id, text) => call(at("edit"), { chat_id, message_id, text }),
    press: (chat_id, message_id, data) => call(at("press"), { chat_id, message_id, data }),
    block: (blocked) => call(at("block"), { blocked }),
    open: (start) => call(at("open"), { start }),
    react: (chat_id, message_id, emoji) => call(at("react"), { chat_id, message_id, emoji }),
    stream: (chat_id, what) => call(at("stream"), { chat_id, do: what }),
    letIn: (chat_id) => call(at("bot"), { chat_id, do: "promote" }),
  };
}

export const picture = (fileId) => `/phones/file/${encodeURIComponent(fileId)}`;

/** Listen to every phone through one connection; `heard(phone, event, data)`, `state(open)`. */
export function listen(heard, state) {
  const source = new EventSource("/street/events");
  source.onmessage = (message) => {
    const { phone, event, data } = JSON.parse(message.data);
    heard(phone, event, data);
  };
  source.onopen = () => state(true);
  source.onerror = () => state(false);
  return source;
}
