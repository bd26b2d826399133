/** A file that somebody carried, item by item and never whole in memory. Knows no meaning of an item. */
import type { CourierItem, CourierReader } from "../protocol/courier.ts";

/** The items of `file` in order, damaged places left out: `reader` says afterwards how much that was. */
export async function* itemsOf(file: Blob, reader: CourierReader): AsyncGenerator<CourierItem> {
  const stream = file.stream().getReader();
  for (let part = await stream.read(); !part.done; part = await stream.read()) yield* reader.push(part.value);
  yield* reader.end();
}
