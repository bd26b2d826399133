/** Who comes to the counter in a chaos run: whole applications of any service, with photos or without, from a seed. */
import { toHex } from "../../src/base/bytes.ts";
import { definite } from "../../src/base/assert.ts";
import type { Attachment } from "../../src/domain/application/content.ts";
import { sampleFiling } from "../../src/domain/sample/sample-filing.ts";
import { brebes } from "../fixtures/kiosk-config.ts";
import { village } from "../journey/support/district.ts";
import type { Prng } from "../simulation/prng.ts";
import type { Errand } from "./officer-page.ts";

const config = brebes();
/** Services whose papers may all follow later; the others are always photographed. */
const followable: ReadonlySet<string> = new Set(["ktp-el-lost"]);

/** The picture is taken on the tablet; the sample only says which are needed. */
const somePicture = (requirementId: string, page: number): Attachment => ({
  requirementId,
  page,
  blob: new Uint8Array(32),
  key: new Uint8Array(32),
  size: 1,
  mime: "image/webp",
});

/** The next citizen. Photos cost the tablet time: most papers follow. */
export function drawErrand(chance: Prng, filedAt: number): Errand {
  const isQuick = chance.chance(0.7);
  const service = definite(
    isQuick ? config.services.find(({ id }) => followable.has(id)) : chance.pick(config.services),
    "a service",
  );
  const mayFollow = followable.has(service.id) && isQuick;
  const filing = sampleFiling(service, config, chance.fraction, {
    filedAt,
    village,
    ...(mayFollow ? {} : { attach: somePicture }),
  });
  return {
    draftId: toHex(chance.bytes(16)),
    serviceId: service.id,
    answers: filing.answers,
    missing: filing.missing,
    photos: filing.attachments.map(({ requirementId, page }) => ({ requirementId, page })),
    statementVersion: config.texts[service.statement]?.version ?? "1",
    isPressedTwice: chance.chance(0.15),
  };
}
