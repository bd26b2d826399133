/** What a system call trace of the server says about the order of its writes: before anything is told, it lies on disk. */

/** Calls the order depends on, for `strace -f -yy -e trace=…`. */
export const tracedCalls = "fsync,fdatasync,rename,renameat,renameat2,write,writev,sendto,sendmsg";

export type SyncOrder = {
  /** Blobs put in place. */
  readonly blobs: number;
  /** Sentences about what was out of order; none = every blob was synced, then its folder, then its row, then told. */
  readonly faults: readonly string[];
};

/** Reads a trace. Calls that were interrupted by another thread are joined first. */
export function readSyncOrder(trace: string): SyncOrder {
  const calls = joined(trace.split("\n"));
  const faults: string[] = [];
  let blobs = 0;
  for (const [at, call] of calls.entries()) {
    const place = /rename\w*\(.*"([^"]*\/parts\/([0-9a-f]{64})\.part\.\d+)".*"([^"]*)\/([0-9a-f]{64})"/.exec(call);
    if (!place) continue;
    const [, part = "", hash = "", shard = ""] = place;
    blobs += 1;
    const after = calls.slice(at + 1);
    const row = after.findIndex((other) => isSync(other, "district.sqlite-wal"));
    const folder = after.findIndex((other) => isSync(other, shard));
    const told = after.findIndex((other) => /(?:write|writev|sendto|sendmsg)\(\d+<TCP/.test(other));
    if (!calls.slice(0, at).some((other) => isSync(other, part))) faults.push(`${hash} was not synced before its name`);
    if (folder === -1 || row === -1 || row < folder) faults.push(`${hash} had its row before its folder was synced`);
    if (told !== -1 && told < row) faults.push(`${hash} was followed by an answer before its row was synced`);
  }
  return { blobs, faults };
}

const isSync = (call: string, path: string): boolean => /f(?:data)?sync\(/.test(call) && call.includes(`${path}>`);

/** "… <unfinished ...>" and "<... fsync resumed>…" of one thread make one call, at the place where it ended. */
function joined(lines: readonly string[]): readonly string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const thread = /^\d+/.exec(line)?.[0] ?? "";
    if (line.endsWith("<unfinished ...>")) {
      begun.set(thread, line.replace(" <unfinished ...>", ""));
      return [];
    }
    const resumed = /<\.\.\. \w+ resumed>(.*)$/.exec(line);
    return [resumed ? `${begun.get(thread) ?? ""}${resumed[1] ?? ""}` : line];
  });
}
