/** Reads a QR from the camera: the browser's own detector where it has one, else the bundled reader, loaded only here. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../ui/actions/button.tsx";
import { Message } from "../../ui/feedback/message.tsx";
import { PhotoFrame } from "../../ui/paper/photo-frame.tsx";
import { after } from "../platform/ambient.ts";
import { closeCamera, openCamera } from "../platform/camera.ts";
import { makeQrReader } from "../platform/qr-reader.ts";

export type QrScannerProps = {
  /** True: go on looking, for the next code. */
  readonly onText: (text: string) => Promise<boolean>;
  readonly onStop: () => void;
  readonly stopLabel: string;
  /** What to do where nothing can be scanned. */
  readonly withoutCamera: string;
  readonly advice: string;
};

/** Often enough to feel immediate, seldom enough for a slow tablet. */
const lookEveryMs = 300;

export function QrScanner({ onText, onStop, stopLabel, withoutCamera, advice }: QrScannerProps): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const problem = useSignal(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isGone = false;
    let cancel = (): void => undefined;
    const start = async (): Promise<void> => {
      const [opened, read] = await Promise.all([openCamera(), makeQrReader()]);
      if (typeof opened === "string" || !read) {
        problem.value = true;
        return;
      }
      if (isGone || !video.current) return closeCamera(opened);
      stream = opened;
      video.current.srcObject = opened;
      await video.current.play().catch(() => undefined);
      const look = async (): Promise<void> => {
        if (isGone || !video.current) return;
        const text = await read(video.current);
        if (isGone) return;
        const goesOn = text === undefined || (await onText(text));
        if (goesOn && !isGone) cancel = after(lookEveryMs, () => void look());
      };
      void look();
    };
    void start();
    return () => {
      isGone = true;
      cancel();
      if (stream) closeCamera(stream);
    };
  }, []);
  return (
    <>
      {problem.value ? (
        <Message kind="warning">{withoutCamera}</Message>
      ) : (
        <PhotoFrame shape="free" state="searching" advice={advice}>
          <video ref={video} muted playsInline class="camera-video" />
        </PhotoFrame>
      )}
      <Button onPress={onStop}>{stopLabel}</Button>
    </>
  );
}
