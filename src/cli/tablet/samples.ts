/** Sample applications for the headless tablet: valid, complete, with small pictures; the same seed gives the same people. */
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import type { UnixMs } from "../../base/clock.ts";
import type { Attachment, UnsealedFiling } from "../../domain/application/content.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import type { RandomFraction } from "../../domain/sample/sample-answer.ts";
import { sampleFiling } from "../../domain/sample/sample-filing.ts";
import { seededFraction } from "../../domain/sample/seeded-fraction.ts";
import type { Appender } from "./append.ts";
import { samplePhoto, samplePhotoHeight, samplePhotoWidth } from "./sample-photo.ts";

export type SampleParts = {
  readonly configuration: Configuration;
  /** Ten digits of the wire. */
  readonly village: number;
  readonly appender: Pick<Appender, "keepPhoto">;
  readonly filedAt: UnixMs;
};

const NOT_KEPT: Bytes = new Uint8Array(0);

/** Number `index` of a seed: services take turns. */
export async function makeSample(seed: number, index: number, parts: SampleParts): Promise<UnsealedFiling> {
  const { configuration, filedAt } = parts;
  const service = definite(configuration.services[index % configuration.services.length], "a regency offers a service");
  const fraction = chanceOf(seed, index);
  const village = villageCode(parts.village);
  const { secret: _, ...drawn } = sampleFiling(service, configuration, fraction, {
    filedAt,
    ...(village === undefined ? {} : { village }),
    attach: placeholder,
  });
  const keep = (attachment: Attachment): Promise<Attachment> =>
    parts.appender.keepPhoto({
      requirementId: attachment.requirementId,
      page: attachment.page,
      mime: "image/png",
      bytes: samplePhoto(fraction),
      width: samplePhotoWidth,
      height: samplePhotoHeight,
    });
  const { signature, ...statement } = drawn.statement;
  return {
    ...drawn,
    attachments: await Promise.all(drawn.attachments.map(keep)),
    statement: signature === undefined ? statement : { ...statement, signature: await keep(signature) },
  };
}

/** Encryption takes its time, the drawing of a sample does not wait: pictures are put in afterwards. */
function placeholder(requirementId: string, page: number): Attachment {
  return { requirementId, page, blob: NOT_KEPT, key: NOT_KEPT, size: 0, mime: "image/png" };
}

/** The seed's generator for its sample `index`. */
function chanceOf(seed: number, index: number): RandomFraction {
  return seededFraction((Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0);
}
