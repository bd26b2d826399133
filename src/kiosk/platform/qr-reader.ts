/** Turns a frame of the camera into the text of a QR. Android's Chrome has a detector; elsewhere ours comes as wasm. */

type Detector = { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

export type QrReader = (video: HTMLVideoElement) => Promise<string | undefined>;

/** A reader, or undefined where neither detector nor wasm works. */
export async function makeQrReader(): Promise<QrReader | undefined> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (native) {
    const detector = new native({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue;
  }
  try {
    const [{ prepareZXingModule, readBarcodes }, wasm] = await Promise.all([
      import("zxing-wasm/reader"),
      import("zxing-wasm/reader/zxing_reader.wasm?url"),
    ]);
    // By default the library fetches its wasm from a public host: ours is in the build and precached.
    prepareZXingModule({ overrides: { locateFile: () => wasm.default } });
    return async (video) => {
      const frame = frameOf(video);
      const [found] = frame ? await readBarcodes(frame, { formats: ["QRCode"], maxNumberOfSymbols: 1 }) : [];
      return found?.text;
    };
  } catch {
    return undefined;
  }
}

function frameOf(video: HTMLVideoElement): ImageData | undefined {
  if (video.videoWidth === 0) return undefined;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, 0, 0);
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}
