/**
 * The second copy of what the district said to a headless tablet: notices and the stand they came with, appended and
 * synced before the memory learns of them. Knows no signature.
 */
import { join } from "node:path";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes, toHex } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { asBytes, asBytesUpTo, asList, asOptional, encodeCbor, parseCbor } from "../../protocol/cbor.ts";
import { digestBytes } from "../../protocol/entry.ts";
import { frameItem, ItemReader } from "../../protocol/framing.ts";
import { noticeBytesMax } from "../../protocol/notice.ts";
import type { NoticeIn } from "../../sync/ports.ts";
import { appendToFile, readIfThere } from "./files.ts";

const recordBytesMax = noticeBytesMax + 64;
const NO_BYTES: Bytes = new Uint8Array(0);

export class NoticeFile {
  readonly #path: string;
  #length: number;
  readonly #notices = new Map<string, NoticeIn>();
  #stand: Bytes | undefined;

  private constructor(path: string, length: number) {
    this.#path = path;
    this.#length = length;
  }

  /** Reads the file of a state folder. A record that was cut short was never believed: the next one takes its place. */
  static open(folder: string): NoticeFile {
    const path = join(folder, "notices");
    const items = unwrap(new ItemReader(recordBytesMax).push(readIfThere(path) ?? NO_BYTES));
    const file = new NoticeFile(
      path,
      items.reduce((sum, item) => sum + frameItem(item).byteLength, 0),
    );
    for (const item of items) file.#take(item);
    return file;
  }

  get notices(): readonly NoticeIn[] {
    return [...this.#notices.values()];
  }

  /** The last signed stand that came with notices. */
  get stand(): Bytes | undefined {
    return this.#stand;
  }

  /** Appends what is new. Durable when this returns. */
  keep(notices: readonly NoticeIn[], stand: Bytes | undefined): void {
    const fresh = notices.filter(({ id }) => !this.#notices.has(toHex(id)));
    if (fresh.length === 0) return;
    const records = fresh.map(({ id, signed }) => encodeCbor([id, signed]));
    const items = stand ? [...records, encodeCbor([null, stand])] : records;
    const bytes = concatBytes(...items.map(frameItem));
    appendToFile(this.#path, this.#length, bytes);
    this.#length += bytes.byteLength;
    for (const item of items) this.#take(item);
  }

  /** Throws on anything but a record of ours: a file that does not read is not silently begun anew. */
  #take(item: Bytes): void {
    const { id, signed } = unwrap(
      parseCbor(item, (value) => {
        const [name, word] = asList(value, 2, "record");
        return {
          id: asOptional(name, (v) => asBytes(v, digestBytes, "notice id")),
          signed: asBytesUpTo(word, noticeBytesMax, "word"),
        };
      }),
    );
    if (id) this.#notices.set(toHex(id), { id, signed });
    else this.#stand = signed;
  }
}
