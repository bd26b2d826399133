/** An application in a JSON file of one's own: `{ serviceId, answers, missing?, photos?, urgent? }`. Checked like at the counter. */
import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import * as v from "valibot";
import { copyBytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Attachment, Officer, UnsealedFiling } from "../../domain/application/content.ts";
import { signatureRequirementId } from "../../domain/application/content.ts";
import { submitDraft } from "../../domain/application/submit-draft.ts";
import { isNeeded, pagesOf, requirementsFor } from "../../domain/catalogue/requirements.ts";
import type { Service } from "../../domain/catalogue/service.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { findService } from "../../domain/configuration/configuration.ts";
import { dateInJakarta } from "../../domain/date/civil-date.ts";
import type { Appender, Photo } from "./append.ts";
import { samplePhoto, samplePhotoHeight, samplePhotoWidth } from "./sample-photo.ts";

const answer = v.union([
  v.string(),
  v.number(),
  v.boolean(),
  v.array(v.string()),
  v.object({ unknown: v.literal(true) }),
]);
const fileSchema = v.strictObject({
  serviceId: v.string(),
  answers: v.record(v.string(), answer),
  /** Requirements that follow later. */
  missing: v.optional(v.array(v.string()), []),
  /** Files by requirement, relative to the JSON file. Left out: small sample pictures stand in for every document. */
  photos: v.optional(v.record(v.string(), v.array(v.string()))),
  urgent: v.optional(v.object({ reason: v.string() })),
});
type FilingFile = v.InferOutput<typeof fileSchema>;

const MIMES: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".webp": "image/webp",
};
const OFFICER: Officer = { id: "headless", name: "Tablet tanpa layar" };

export type FilingParts = {
  readonly configuration: Configuration;
  readonly appender: Pick<Appender, "keepPhoto">;
  readonly random: Random;
  readonly filedAt: UnixMs;
};

/**
 * Reads and checks one file. Failures: `file-unreadable`, `file-malformed` (detail: the place), and those of
 * `submitDraft`, with the first field or document that is wrong as detail.
 */
export async function readFilingFile(path: string, parts: FilingParts): Promise<Result<UnsealedFiling>> {
  const file = parseFile(path);
  if (!file.ok) return file;
  const service = findService(parts.configuration, file.value.serviceId);
  if (service === undefined) return err("service-unknown", file.value.serviceId);
  const photos =
    file.value.photos === undefined ? samplePhotos(file.value, service, parts) : readPhotos(path, file.value.photos);
  if (!photos.ok) return photos;
  const attachments = await Promise.all(photos.value.map((photo) => parts.appender.keepPhoto(photo)));
  const signature = await parts.appender.keepPhoto(pictured(signatureRequirementId, 1, parts.random));
  return submit(file.value, service, attachments, signature, parts);
}

/** Whether a file could be appended, without keeping a photo of it. Failures as of {@link readFilingFile}. */
export function checkFilingFile(path: string, parts: FilingParts): Promise<Result<UnsealedFiling>> {
  return readFilingFile(path, { ...parts, appender: { keepPhoto: async (photo) => forgotten(photo) } });
}

function forgotten({ requirementId, page, mime, bytes }: Photo): Attachment {
  const none = new Uint8Array(0);
  return { requirementId, page, blob: none, key: none, size: bytes.byteLength, mime };
}

function submit(
  file: FilingFile,
  service: Service,
  attachments: readonly Attachment[],
  signature: Attachment,
  { configuration, filedAt }: FilingParts,
): Result<UnsealedFiling> {
  const draft = {
    id: "",
    serviceId: file.serviceId,
    configVersion: configuration.version,
    answers: file.answers,
    attachments,
    missing: file.missing,
    position: { step: "sign" as const },
    createdAt: filedAt,
    updatedAt: filedAt,
    startedBy: OFFICER,
    ...(file.urgent === undefined ? {} : { urgent: file.urgent }),
  };
  const version = configuration.texts[service.statement]?.version ?? "1";
  return submitDraft(draft, {
    config: configuration,
    today: dateInJakarta(filedAt),
    officer: OFFICER,
    filedAt,
    statement: { version, signedBy: "signature", signature },
  });
}

function parseFile(path: string): Result<FilingFile> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return err("file-unreadable", "not a file with JSON");
  }
  const parsed = v.safeParse(fileSchema, value, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err("file-malformed", v.getDotPath(parsed.issues[0]) ?? "file");
}

function readPhotos(path: string, photos: Readonly<Record<string, readonly string[]>>): Result<readonly Photo[]> {
  const all: Photo[] = [];
  for (const [requirementId, files] of Object.entries(photos)) {
    for (const [at, file] of files.entries()) {
      const mime = MIMES[extname(file).toLowerCase()];
      if (mime === undefined) return err("photo-unreadable", `${requirementId} ${at + 1}`);
      try {
        all.push({ requirementId, page: at + 1, mime, bytes: copyBytes(readFileSync(resolve(dirname(path), file))) });
      } catch {
        return err("photo-unreadable", `${requirementId} ${at + 1}`);
      }
    }
  }
  return ok(all);
}

function samplePhotos(file: FilingFile, service: Service, { random, filedAt }: FilingParts): Result<readonly Photo[]> {
  const needed = requirementsFor(service, file.answers, dateInJakarta(filedAt)).filter(
    (requirement) => requirement.capture === "photo" && isNeeded(requirement) && !file.missing.includes(requirement.id),
  );
  return ok(
    needed.flatMap((requirement) =>
      Array.from({ length: pagesOf(requirement) }, (_, at) => pictured(requirement.id, at + 1, random)),
    ),
  );
}

function pictured(requirementId: string, page: number, random: Random): Photo {
  const bytes = samplePhoto(() => random.fraction());
  return { requirementId, page, mime: "image/png", bytes, width: samplePhotoWidth, height: samplePhotoHeight };
}
