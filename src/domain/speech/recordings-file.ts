/**
 * What a village carries to the district: clips its people recorded, each with its sentence and who spoke. Written by the
 * tablet, read by the district's command line; nothing in it counts before somebody there has listened to it.
 */
import * as v from "valibot";
import { fromBase64Url, toBase64Url } from "../../base/bytes.ts";
import type { Bytes } from "../../base/bytes.ts";
import { parseJson } from "../../base/json.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { recordingBytesMax } from "../../base/voice-limits.ts";
import type { SpokenLanguage } from "./language.ts";
import { spokenLanguages } from "./language.ts";

export type Recording = {
  readonly language: SpokenLanguage;
  /** The key: the sentence as it is written in Indonesian. */
  readonly sentence: string;
  /** Opus in WebM, as the browser records it. */
  readonly sound: Bytes;
  /** The officer on duty; asked when a clip is doubtful. */
  readonly recordedBy: string;
  /** Claimed by the tablet, ms. */
  readonly recordedAt: number;
};

export type RecordingsFile = { readonly village: string; readonly recordings: readonly Recording[] };

const kind = "loket-recordings";
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const fileSchema = v.object({
  kind: v.literal(kind),
  version: v.literal(1),
  village: v.pipe(v.string(), v.regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/)),
  recordings: v.array(
    v.object({
      language: v.picklist(spokenLanguages),
      sentence: text,
      sound: v.pipe(v.string(), v.maxLength(Math.ceil((recordingBytesMax * 4) / 3))),
      recordedBy: text,
      recordedAt: v.pipe(v.number(), v.safeInteger()),
    }),
  ),
});

export function writeRecordingsFile({ village, recordings }: RecordingsFile): string {
  const written = recordings.map((each) => ({ ...each, sound: toBase64Url(each.sound) }));
  return `${JSON.stringify({ kind, version: 1, village, recordings: written })}\n`;
}

/** Failure: `malformed`: not such a file, or a sound in it is no WebM or too long. */
export function readRecordingsFile(written: string): Result<RecordingsFile, "malformed"> {
  const parsed = v.safeParse(fileSchema, parseJson(written));
  if (!parsed.success) return err("malformed", v.getDotPath(parsed.issues[0]) ?? "file");
  const recordings: Recording[] = [];
  for (const each of parsed.output.recordings) {
    const sound = fromBase64Url(each.sound);
    if (sound === undefined || !isWebm(sound)) return err("malformed", each.sentence);
    recordings.push({ ...each, sound });
  }
  return ok({ village: parsed.output.village, recordings });
}

/** The first bytes of every WebM file (EBML). */
const webmMark = [0x1a, 0x45, 0xdf, 0xa3] as const;
const isWebm = (sound: Bytes): boolean =>
  sound.byteLength <= recordingBytesMax && webmMark.every((byte, at) => sound[at] === byte);
