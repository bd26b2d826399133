import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { unwrap } from "../../base/result.ts";
import { makeConfiguration } from "../../domain/configuration/make-configuration.ts";
import { readConfigFiles } from "../../server/configuration/config-files.ts";
import type { Photo } from "./append.ts";
import { samplePhoto, samplePhotoHeight, samplePhotoWidth } from "./sample-photo.ts";
import { makeSample } from "./samples.ts";

const files = unwrap(readConfigFiles(fileURLToPath(new URL("../../../kiosk-config", import.meta.url))));
const configuration = unwrap(makeConfiguration(files, "33.29"));
let drawn = 0;
const random = {
  bytes: (length: number) => new Uint8Array(length).map(() => (drawn = (drawn + 7) & 255)),
  fraction: () => 0.5,
};
const photos: Photo[] = [];
const parts = {
  configuration,
  village: 3329091002,
  random,
  filedAt: Date.UTC(2026, 10, 24),
  appender: {
    keepPhoto: async (photo: Photo) => {
      photos.push(photo);
      const { requirementId, page, mime } = photo;
      return { requirementId, page, mime, blob: random.bytes(32), key: random.bytes(32), size: photo.bytes.byteLength };
    },
  },
};

test("the same seed and number give the same answers", async () => {
  const [first, second] = [await makeSample(3, 4, parts), await makeSample(3, 4, parts)];
  expect(second.answers).toEqual(first.answers);
});

test("samples take the services in turn", async () => {
  const ids = [];
  for (let index = 0; index < configuration.services.length; index += 1) {
    ids.push((await makeSample(1, index, parts)).serviceId);
  }
  expect(ids).toEqual(configuration.services.map(({ id }) => id));
});

test("every photo of a sample was kept under its own requirement", async () => {
  photos.length = 0;
  const filing = await makeSample(2, 0, parts);
  const named = [...filing.attachments, filing.statement.signature];
  expect(named.map((attachment) => attachment?.requirementId).toSorted()).toEqual(
    photos.map(({ requirementId }) => requirementId).toSorted(),
  );
});

test("a sample picture is a PNG of its size", () => {
  const bytes = samplePhoto(() => 0.25);
  expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  const view = new DataView(bytes.buffer);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([samplePhotoWidth, samplePhotoHeight]);
  const pixels = inflateSync(bytes.subarray(41, 41 + view.getUint32(33)));
  expect(pixels.byteLength).toBe((samplePhotoWidth + 1) * samplePhotoHeight);
});
