/** Frozen: what stands around bundles and replies in a courier file, and the QR codes of a small one. */
import { definite } from "../../../src/base/assert.ts";
import type { Bytes } from "../../../src/base/bytes.ts";
import { concatBytes, toHex, utf8 } from "../../../src/base/bytes.ts";
import type { CourierReader } from "../../../src/protocol/courier.ts";
import {
  courierEnd,
  courierHead,
  encodeReplies,
  parseCourierHead,
  parseCourierReply,
  readerOfBundles,
  readerOfReplies,
} from "../../../src/protocol/courier.ts";
import { FrameCollector, toFrames } from "../../../src/protocol/courier-frames.ts";
import { itemTypes } from "../../../src/protocol/item-types.ts";
import * as fixed from "./fixed-values.ts";
import type { Message } from "./world.ts";
import { valueOf } from "./world.ts";

/** Courier files around the other messages. */
export function courier(messages: readonly Message[]): readonly Message[] {
  const bytesOf = (name: string): Bytes => definite(messages.find((message) => message.name === name)?.bytes, name);
  const reply = { device: fixed.device, reply: bytesOf("reply") };
  const replies = encodeReplies([reply]);
  const frames = definite(toFrames(replies, fixed.counting(5, 0x20)), "a few frames");
  return [
    {
      name: "courier-bundles",
      bytes: concatBytes(courierHead("bundles", 1), bytesOf("bundle"), courierEnd()),
      read: (b) => itemsIn(readerOfBundles(), b).map(({ type }) => type),
      value: [7, 1, 2, 3, 3, 4, 8],
    },
    {
      name: "courier-replies",
      bytes: replies,
      read: (b) =>
        itemsIn(readerOfReplies(), b).map(({ type, bytes }) =>
          type === itemTypes.courierReply ? valueOf(parseCourierReply(bytes)) : valueOf(parseCourierHead(bytes)),
        ),
      value: [{ kind: "replies", count: 1 }, reply, "malformed"],
    },
    {
      name: "courier-frames",
      bytes: utf8(frames.join("\n")),
      read: (b) => {
        const collector = new FrameCollector();
        return new TextDecoder()
          .decode(b)
          .split("\n")
          .map((text) => collector.add(text)?.file)
          .at(-1);
      },
      value: replies,
    },
  ];
}

function itemsIn(reader: CourierReader, bytes: Bytes): ReturnType<CourierReader["push"]> {
  const items = [...reader.push(bytes), ...reader.end()];
  return reader.damagedBytes === 0 ? items : [{ type: 0, bytes: utf8(toHex(bytes)) }];
}
