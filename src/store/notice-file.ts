/**
 * The second copy of what the district said: verified notices and the stand they came with, appended and flushed before
 * the database learns of them, so that a database that comes back empty takes no notice with it. Knows no signature.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes, equalBytes, toHex } from "../base/bytes.ts";
import { noticeBytesMax } from "../protocol/notice.ts";
import { readStand } from "../sync/newest-stand.ts";
import type { NoticeIn } from "../sync/ports.ts";
import { encodeRecord, readRecords } from "./journal/segment.ts";
import type { JournalDisk } from "./ports.ts";

export const noticeFileName = "notices";
/** Names the record of a stand, where that of a notice has the notice's id. */
const standName: Bytes = new Uint8Array(32);

export type KeptNotices = {
  readonly notices: readonly NoticeIn[];
  /** The last signed stand that came with notices. */
  readonly stand: Bytes | undefined;
};

type Seen = KeptNotices & {
  readonly ids: ReadonlySet<string>;
  /** Bytes of the file when it was read, and up to the end of its last whole record. */
  readonly size: number;
  readonly wholeBytes: number;
};

/** Over files of its own: other workers of this origin may write to the same one, a record at a time. */
export class NoticeFile {
  readonly #disk: JournalDisk;
  #seen: Seen | undefined;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(disk: JournalDisk) {
    this.#disk = disk;
  }

  /** Everything whole in the file. Throws what the disk threw. */
  read(): Promise<KeptNotices> {
    return this.#look();
  }

  /**
   * Appends what the file does not hold yet; when this resolves it survives a power cut. Throws what the disk threw;
   * then nothing of it may be believed.
   */
  keep(notices: readonly NoticeIn[], stand: Bytes | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const seen = await this.#look();
      const fresh = notices.filter(({ id }) => !seen.ids.has(toHex(id)));
      const isStandNews = stand !== undefined && (fresh.length > 0 || (seen.ids.size > 0 && isNews(stand, seen.stand)));
      const records = [
        ...fresh.map(({ id, signed }) => encodeRecord(id, signed)),
        ...(isStandNews ? [encodeRecord(standName, stand)] : []),
      ];
      if (records.length === 0) return;
      // Whatever happens now, what is there is looked at again before the next record is written.
      this.#seen = undefined;
      if (seen.wholeBytes < seen.size) await this.#disk.truncate(noticeFileName, seen.wholeBytes);
      await this.#disk.append(noticeFileName, concatBytes(...records));
    });
  }

  /** Forgets all of it: the tablet has moved to another village. */
  drop(): Promise<void> {
    return this.#inTurn(async () => {
      this.#seen = undefined;
      await this.#disk.remove(noticeFileName);
    });
  }

  #inTurn<T>(write: () => Promise<T>): Promise<T> {
    const writing = this.#lastWrite.then(write);
    this.#lastWrite = writing.catch(() => undefined);
    return writing;
  }

  async #look(): Promise<Seen> {
    const size = await this.#disk.size(noticeFileName);
    if (this.#seen?.size === size) return this.#seen;
    const bytes = await this.#disk.read(noticeFileName);
    this.#seen = readSeen(bytes);
    return this.#seen;
  }
}

function readSeen(bytes: Bytes): Seen {
  const { records, wholeBytes } = readRecords(bytes, 0);
  const notices = records
    .filter(({ digest, payload }) => !equalBytes(digest, standName) && payload.byteLength <= noticeBytesMax)
    .map(({ digest, payload }) => ({ id: digest, signed: payload }));
  return {
    notices,
    stand: records.findLast(({ digest }) => equalBytes(digest, standName))?.payload,
    ids: new Set(notices.map(({ id }) => toHex(id))),
    size: bytes.byteLength,
    wholeBytes,
  };
}

/** A stand that says something else of the village's stream than the one kept last. */
function isNews(stand: Bytes, kept: Bytes | undefined): boolean {
  const [now, before] = [readStand(stand), kept && readStand(kept)];
  if (!now?.notices) return false;
  if (!before?.notices || before.epoch !== now.epoch) return true;
  return before.notices.position !== now.notices.position || !equalBytes(before.notices.hash, now.notices.hash);
}
