// The stall of the pretend video, drawn: night market, awning, lights, shelves, the seller.

const bulbs = Array.from({ length: 31 }, (_, n) => {
  const x = 8 + (n - 10) * 34.4;
  const y = 118 + 22 * Math.sin((Math.PI * ((n * 34.4) % 172)) / 172);
  return `<g class="bulb"><circle cx="${x}" cy="${y + 8}" r="15" fill="#ffcf6b" opacity=".22"/><circle cx="${x}" cy="${y + 8}" r="5.5" fill="#ffe6a8"/></g>`;
}).join("");

const stripes = Array.from({ length: 25 }, (_, n) => {
  const i = n - 8;
  const colour = n % 2 ? "#fff6e2" : "#f0475c";
  return `<path d="M${i * 46 - 4} 40h46v46a23 20 0 0 1-46 0z" fill="${colour}"/><path d="M${i * 46 - 4} 82a23 24 0 0 0 46 0" fill="#2b0f3a" opacity=".12"/>`;
}).join("");

const lantern = (x, y, hue) =>
  `<g class="lantern"><path d="M${x} 92v${y - 92}" stroke="#2a1a4d" stroke-width="2"/><ellipse cx="${x}" cy="${y + 22}" rx="46" ry="42" fill="${hue}" opacity=".18"/><ellipse cx="${x}" cy="${y + 22}" rx="21" ry="24" fill="${hue}"/><path d="M${x - 11} ${y + 2}q-7 20 0 40m22-40q7 20 0 40M${x} ${y}v44" stroke="#fff" stroke-opacity=".35" stroke-width="2" fill="none"/><path d="M${x - 9} ${y - 3}h18v5h-18zM${x - 9} ${y + 43}h18v5h-18z" fill="#5b2b1c"/></g>`;

const cloth = (x, y, colour, mark) =>
  `<rect x="${x}" y="${y}" width="64" height="17" rx="8" fill="${colour}"/><path d="M${x + 10} ${y + 8.5}h44" stroke="${mark}" stroke-width="4" stroke-dasharray="4 5"/>`;

const shelf = (y) =>
  `<rect x="-400" y="${y}" width="1160" height="9" fill="#6b3d26"/><rect x="-400" y="${y + 9}" width="1160" height="6" fill="#2a1330" opacity=".35"/>`;

const goods = [
  shelf(268),
  cloth(14, 251, "#1f8f84", "#ffd27d"),
  cloth(18, 234, "#c93a63", "#ffe3c4"),
  cloth(12, 217, "#5a49b8", "#ffb0c4"),
  cloth(284, 251, "#d98a1f", "#7a1f4d"),
  cloth(288, 234, "#2f63b5", "#dce8ff"),
  cloth(282, 217, "#b0305a", "#ffd27d"),
  shelf(368),
  '<path d="M22 368c-8-18-8-34 8-44h16c16 10 16 26 8 44z" fill="#8fc7a6"/><ellipse cx="38" cy="324" rx="9" ry="3" fill="#4f8c70"/>',
  '<path d="M300 368c-10-14-8-40 6-50h14c14 10 16 36 6 50z" fill="#4b78d6"/><path d="M299 344q14 8 28 0" stroke="#fff" stroke-width="3" fill="none"/><ellipse cx="313" cy="318" rx="7" ry="2.5" fill="#233f86"/>',
  '<path d="M338 368l-4-26h26v26z" fill="#d66a4c"/><path d="M346 342q-14-26-4-38m4 38q0-30 12-40m-12 40q10-18 20-18" stroke="#58a86a" stroke-width="5" fill="none" stroke-linecap="round"/>',
].join("");

const head = `<g class="seller-head">
<path d="M127 292c-9-66 18-98 53-98s62 32 53 98c-2 24-14 34-14 34h-78s-12-10-14-34z" fill="#2a1626"/>
<circle cx="180" cy="186" r="25" fill="#2a1626"/><path d="M158 192q22 12 44 0" stroke="#f2a73b" stroke-width="6" fill="none" stroke-linecap="round"/>
<g transform="translate(206 180)"><g fill="#fff4f6"><circle r="7" cx="0" cy="-8"/><circle r="7" cx="8" cy="-1"/><circle r="7" cx="5" cy="8"/><circle r="7" cx="-5" cy="8"/><circle r="7" cx="-8" cy="-1"/></g><circle r="5" fill="#ffb627"/></g>
<path d="M166 318h28v34h-28z" fill="#d99a72"/>
<path d="M138 268c0-40 18-56 42-56s42 16 42 56c0 40-20 66-42 66s-42-26-42-66z" fill="#efb78d"/>
<path d="M137 266c2-36 12-52 36-55 8 18 30 34 50 38l-1 14c3-42-14-62-42-62s-46 20-43 65z" fill="#2a1626"/>
<circle cx="137" cy="276" r="7" fill="#e6a97e"/><circle cx="223" cy="276" r="7" fill="#e6a97e"/>
<circle cx="136" cy="289" r="4.5" fill="#ffd27d"/><circle cx="224" cy="289" r="4.5" fill="#ffd27d"/>
<path d="M152 258q9-7 18-1M190 257q9-6 18 1" stroke="#3a1d28" stroke-width="3.5" fill="none" stroke-linecap="round"/>
<g class="eye"><ellipse cx="162" cy="271" rx="5" ry="6.5" fill="#2a1626"/><circle cx="164" cy="268.5" r="1.8" fill="#fff"/></g>
<g class="eye"><ellipse cx="198" cy="271" rx="5" ry="6.5" fill="#2a1626"/><circle cx="200" cy="268.5" r="1.8" fill="#fff"/></g>
<ellipse cx="150" cy="290" rx="9" ry="6" fill="#f0776f" opacity=".38"/><ellipse cx="210" cy="290" rx="9" ry="6" fill="#f0776f" opacity=".38"/>
<path d="M178 276q-4 10 3 13" stroke="#cf8a62" stroke-width="3" fill="none" stroke-linecap="round"/>
<path d="M162 301q18 20 36 0-18 5-36 0z" fill="#a8283f"/><path d="M166 302.5q14 5 28 0-14 9-28 0z" fill="#fff"/>
</g>`;

const torso = `<path d="M74 640c0-150 14-250 62-276 18-8 30-10 44-10s26 2 44 10c48 26 62 126 62 276z" fill="#14877c"/>
<path d="M150 352q30 34 60 0l-8 46q-22 22-44 0z" fill="#efb78d"/>
<path d="M146 352c6 44 20 66 34 80 14-14 28-36 34-80l16 7c-6 60-30 92-50 110-20-18-44-50-50-110z" fill="#ffd27d"/>
<path d="M180 470v170" stroke="#0c655d" stroke-width="3"/><circle cx="180" cy="500" r="4" fill="#ffd27d"/><circle cx="180" cy="532" r="4" fill="#ffd27d"/>`;

const hand = (x, y, turn) =>
  `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-15 8c-4-18 2-30 15-30s19 12 15 30c-2 10-28 10-30 0z" fill="#efb78d"/><path d="M-9-18v16M0-21v18M9-18v16" stroke="#d99a72" stroke-width="2.5" stroke-linecap="round"/></g>`;
const sleeve = (d) =>
  `<path d="${d}" stroke="#0f766c" stroke-width="44" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;

/** The picture that the seller holds up in both hands. */
const held = `<g class="held">
${sleeve("M106 388Q56 430 72 456")}${sleeve("M254 388Q304 430 288 456")}
<rect x="78" y="318" width="204" height="204" rx="16" fill="#1b0f33" opacity=".35" transform="translate(4 9)"/>
<rect x="78" y="318" width="204" height="204" rx="16" fill="#fff"/>
<clipPath id="held-clip"><rect x="86" y="326" width="188" height="188" rx="11"/></clipPath>
<image class="held-picture" x="86" y="326" width="188" height="188" clip-path="url(#held-clip)" preserveAspectRatio="xMidYMid slice"/>
${hand(82, 452, 96)}${hand(278, 452, -96)}</g>`;

const resting = `<g class="resting">${sleeve("M106 420Q70 500 104 552")}${hand(112, 556, 80)}
<g class="wave">${sleeve("M254 420Q306 446 292 372")}${hand(290, 342, 6)}</g></g>`;

const counter = `<path d="M-400 566h1160v80H-400z" fill="#8d2c56"/><path d="M-400 566h1160v16H-400z" fill="#b8406f"/>
<path d="M-400 600h1160" stroke="#ffd27d" stroke-width="5" stroke-dasharray="3 13"/><path d="M-400 616h1160" stroke="#ffd27d" stroke-width="2"/>`;

const curtain = `<g class="curtain">${Array.from({ length: 9 }, (_, i) => `<path d="M${i * 42 - 8} 84h44v496q-22 14-44 0z" fill="${i % 2 ? "#5b2f87" : "#6b3a9b"}"/>`).join("")}
<path d="M-4 118h368" stroke="#ffd27d" stroke-width="4" stroke-dasharray="2 12" stroke-linecap="round"/>
<g transform="translate(180 268)"><path d="M-50-58 0-104 50-58" stroke="#ffd27d" stroke-width="3" fill="none"/><rect x="-92" y="-60" width="184" height="112" rx="18" fill="#fff6e2"/><rect x="-83" y="-51" width="166" height="94" rx="12" fill="none" stroke="#f0475c" stroke-width="3"/>
<path d="M-34 14h68v16h-68zM-40-26h80l10 20a10 10 0 0 1-20 0 10 10 0 0 1-20 0 10 10 0 0 1-20 0 10 10 0 0 1-20 0 10 10 0 0 1-20 0z" fill="#f0475c"/></g></g>`;

const bokeh =
  '<g opacity=".5"><circle cx="60" cy="170" r="26" fill="#ff9a62" opacity=".35"/><circle cx="300" cy="190" r="34" fill="#ffd27d" opacity=".22"/><circle cx="330" cy="420" r="22" fill="#6fe0d0" opacity=".2"/><circle cx="34" cy="440" r="30" fill="#ff7d9a" opacity=".22"/></g>';

/** Three layers: the night behind, the stall that always fits, the awning along the top. */
export const SCENE = `<svg class="night" viewBox="0 0 360 640" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
<defs><radialGradient id="night" cx=".5" cy=".42" r=".75"><stop stop-color="#7c3f74"/><stop offset=".55" stop-color="#43246b"/><stop offset="1" stop-color="#1d1240"/></radialGradient></defs>
<rect width="360" height="640" fill="url(#night)"/>${bokeh}</svg>
<svg class="roof lights" viewBox="0 0 360 180" aria-hidden="true">${bulbs}${lantern(84, 122, "#ff8a4d")}${lantern(278, 130, "#ffb627")}</svg>
<svg class="stall" viewBox="46 110 268 530" preserveAspectRatio="xMidYMax meet" aria-hidden="true">
${goods}<g class="seller-body"><g transform="translate(0 -30)">${torso}${head}${resting}</g>${held}</g>${counter}</svg>
<svg class="night" viewBox="0 0 360 640" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${curtain}</svg>
<svg class="roof" viewBox="0 0 360 180" aria-hidden="true">
<path d="M-400-10h1160v52H-400z" fill="#3b1f63"/>${stripes}</svg>`;
