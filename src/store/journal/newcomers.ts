/**
 * What other writers have put into the journal since this one last looked. Every writer begins files of its own and
 * goes on to the next number, never back: so most files are looked at once. Knows no database and no line's meaning.
 */
import type { JournalDisk } from "../ports.ts";
import type { NamedSegment, SegmentHead } from "./segment.ts";
import { firstHead, isSegmentName, logOfName, parseSegment } from "./segment.ts";

export type JournalContents = {
  readonly segments: readonly NamedSegment[];
  /** Files whose head could not be read: kept, reported, never deleted. */
  readonly unreadable: readonly string[];
};

/** Who wrote this journal, for files whose head is damaged. Undefined before enrolment. */
export type Writer = Pick<SegmentHead, "regency" | "device" | "signingKey">;

export class Newcomers {
  readonly #disk: JournalDisk;
  readonly #writer: Writer | undefined;
  readonly #isAlone: () => Promise<boolean>;
  /** Bytes of each file that may still grow, when its lines were last taken in. */
  readonly #taken = new Map<string, number>();
  /** Files taken in to their end: nobody writes to them any more. */
  readonly #finished = new Set<string>();

  /** `isAlone`: true only when no other writer lives. What it left behind then never grows again. */
  constructor(disk: JournalDisk, isAlone: () => Promise<boolean>, writer: Writer | undefined) {
    this.#disk = disk;
    this.#writer = writer;
    this.#isAlone = isAlone;
  }

  /**
   * Hands files that are new or grew to `take`; they count as looked at only when it has resolved. Costs one listing,
   * and for each file that may still grow one look at its size. Throws what the disk or `take` threw.
   */
  async takeIn<T>(isOwn: (name: string) => boolean, take: (contents: JournalContents) => Promise<T>): Promise<T> {
    const names = (await this.#disk.names()).filter(isSegmentName);
    const open = names.filter((name) => !isOwn(name) && !this.#finished.has(name));
    // Before anything is read: what is found when nobody else lives is all that will ever be there.
    const isAlone = open.length > 0 && (await this.#isAlone());
    const sizes = new Map<string, number>();
    for (const name of open) sizes.set(name, await this.#disk.size(name));
    const grown = open.filter((name) => sizes.get(name) !== (this.#taken.get(name) ?? 0));
    const taken = await take(await readSegments(this.#disk, grown, this.#writer));
    for (const [name, size] of sizes) {
      if (isAlone || hasSuccessor(name, names)) {
        this.#finished.add(name);
        this.#taken.delete(name);
      } else this.#taken.set(name, size);
    }
    return taken;
  }
}

/** Reads these files; one that holds nothing yet is left out. Throws what the disk threw. */
export async function readSegments(
  disk: JournalDisk,
  names: readonly string[],
  writer: Writer | undefined,
): Promise<JournalContents> {
  const segments: NamedSegment[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    const bytes = await disk.read(name);
    if (bytes.byteLength === 0) continue;
    const parsed = parseSegment(bytes, writer && firstHead(name, writer));
    if (parsed.ok) segments.push({ ...parsed.value, name });
    else unreadable.push(name);
  }
  return { segments, unreadable };
}

/** `names` was listed before the file was read: its writer had moved on by then. */
function hasSuccessor(name: string, names: readonly string[]): boolean {
  return names.some((other) => other > name && logOfName(other) === logOfName(name));
}
