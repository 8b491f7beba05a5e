// A real picture of the video: its drawing and what lies over it, as they stand at this moment.
import { el } from "./dom.js";

const WIDE = 720; // pixels
const QUALITY = 0.85;
const STILL = "*,*::before,*::after{animation:none!important;transition:none!important}";
const MARKS = ["called", "flashed", "spot"]; // what the page does to the video is not in it
const kept = new Map(); // address → the same file as a data: address

/** A JPEG (Blob) of the video's element, `WIDE` pixels wide, with the page inside its frame. */
export async function shoot(video) {
  const { offsetWidth: width, offsetHeight: height } = video;
  const high = Math.round((height * WIDE) / width);
  const canvas = el("canvas", { width: WIDE, height: high });
  const pen = canvas.getContext("2d");
  const base = getComputedStyle(video);
  const style = `width:${width}px;height:${height}px;border-radius:0;font:${base.font};color:${base.color};line-height:${base.lineHeight}`;
  pen.drawImage(await drawn(video, style, `0 0 ${width} ${height}`, high), 0, 0);
  const inside = video.querySelector("iframe:not([hidden])")?.contentDocument?.body;
  // The overlay measures by its width, so it is the same at any size: no scaling, sharp edges.
  if (inside) pen.drawImage(await drawn(inside, "", `0 0 ${WIDE} ${high}`, high), 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** `node` as an image, through an SVG that holds a copy of it with its styles and pictures. */
async function drawn(node, style, viewBox, high) {
  const copy = stilled(node);
  if (style) copy.setAttribute("style", style);
  await Promise.all([...copy.querySelectorAll("img, image")].map(carry));
  const [, , wide, tall] = viewBox.split(" ");
  const words = new XMLSerializer().serializeToString(copy);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${high}" viewBox="${viewBox}"><style>${sheets(node.ownerDocument)}</style><foreignObject width="${wide}" height="${tall}">${words}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** A copy in which whatever moves stands where it is now. */
function stilled(node) {
  const copy = document.importNode(node, true);
  copy.classList.remove(...MARKS);
  const originals = [node, ...node.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  const moving = new Set(node.getAnimations({ subtree: true }).map(({ effect }) => effect.target));
  for (const [at, original] of originals.entries()) {
    if (!moving.has(original)) continue;
    const { transform, opacity } = getComputedStyle(original);
    Object.assign(copies[at].style, { transform, opacity });
  }
  for (const frame of copy.querySelectorAll("iframe, script")) frame.remove();
  return copy;
}

function sheets(from) {
  const rules = [...from.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return `<![CDATA[${rules.map((rule) => rule.cssText).join("\n")}\n${STILL}]]>`;
}

/** Let a picture carry its own file: nothing is fetched from inside an image. */
async function carry(picture) {
  const name = picture.localName === "img" ? "src" : "href";
  const address = picture.getAttribute(name);
  if (!address || address.startsWith("data:")) return;
  if (!kept.has(address)) kept.set(address, await inline(address));
  picture.setAttribute(name, kept.get(address));
}

async function inline(address) {
  const file = await (await fetch(address)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
