/** The network's mood: which harm the next connection meets, drawn from a seed. Knows no socket. */
import type { Harm } from "../support/hostile-link.ts";
import type { Prng } from "../simulation/prng.ts";

/** Shares of connections, 0 to 1; what they leave over passes. */
export type Weather = { readonly [K in Exclude<Harm["kind"], "none">]?: number };

export const fair: Weather = {};

const gone: Weather = { refuse: 1 };
const portal: Weather = { portal: 1 };

/** A mood for the next moments: mostly mixed, sometimes a whole hotel. */
export function drawWeather(chance: Prng): Weather {
  const mood = chance.fraction();
  if (mood < 0.2) return fair;
  if (mood < 0.3) return gone;
  if (mood < 0.4) return portal;
  return {
    refuse: chance.between(0, 0.1),
    cut: chance.between(0.1, 0.5),
    portal: chance.between(0, 0.15),
    garbage: chance.between(0, 0.1),
    flip: chance.between(0, 0.1),
    twice: chance.between(0, 0.1),
    stall: chance.between(0, 0.05),
  };
}

/** What the next connection meets. */
export function drawHarm(chance: Prng, weather: Weather): Harm {
  let left = chance.fraction();
  for (const kind of harmKinds) {
    left -= weather[kind] ?? 0;
    if (left < 0) return harms[kind](chance);
  }
  return { kind: "none" };
}

const way = (chance: Prng): "up" | "down" => (chance.chance(0.5) ? "up" : "down");
/** Small offsets matter most: headers, the first item, a receipt; a photo's last part now and then. */
const offset = (chance: Prng): number => Math.floor(10 ** chance.between(0, 5.3));

const harms: { readonly [K in keyof Weather]-?: (chance: Prng) => Harm } = {
  refuse: () => ({ kind: "refuse" }),
  cut: (chance) => ({ kind: "cut", way: way(chance), at: offset(chance) }),
  portal: (chance) => ({ kind: "portal", answer: chance.pick(foreignAnswers) }),
  garbage: (chance) => ({ kind: "garbage", at: offset(chance), bytes: chance.bytes(1 + chance.int(4096)) }),
  flip: (chance) => ({ kind: "flip", way: way(chance), at: offset(chance), bit: chance.int(8) }),
  twice: () => ({ kind: "twice" }),
  stall: (chance) => ({ kind: "stall", ms: Math.floor(chance.between(500, 8000)) }),
};
const harmKinds = Object.keys(harms).filter((kind): kind is keyof Weather => kind in harms);

const page = "<!doctype html><title>Wifi Hotel Bahagia</title><h1>Silakan masuk dulu</h1>";

function answerOf(status: string, body: string, ...headers: readonly string[]): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [`HTTP/1.1 ${status}`, ...headers, length, "Connection: close", "", body].join("\r\n");
}

const html = "Content-Type: text/html; charset=utf-8";
const json = "Content-Type: application/json";
const cbor = "Content-Type: application/cbor";
/** What answers in the district's place: hotels, proxies, tired servers, and one that looks like ours. */
const foreignAnswers: readonly string[] = [
  answerOf("200 OK", page, html),
  answerOf("302 Found", "", "Location: http://localhost:1/login"),
  answerOf("200 OK", `{"ok":true}`, json),
  answerOf("200 OK", "\u0001\u0002\u0003", cbor),
  answerOf("204 No Content", ""),
  answerOf("401 Unauthorized", page, html),
  answerOf("403 Forbidden", page, html),
  answerOf("404 Not Found", page, html),
  answerOf("408 Request Timeout", ""),
  answerOf("413 Content Too Large", page, html),
  answerOf("422 Unprocessable Content", `{"error":"no"}`, json),
  answerOf("429 Too Many Requests", "", "Retry-After: 1"),
  answerOf("500 Internal Server Error", page, html),
  answerOf("502 Bad Gateway", page, html),
  answerOf("503 Service Unavailable", page, html, "Retry-After: 1"),
  answerOf("507 Insufficient Storage", page, html),
  "HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\nContent-Length: 5000\r\n\r\nhalf an answer",
];
