/** The microphone: one recording at a time, Opus in WebM, small enough to travel. Knows not what is said. */
import type { Bytes } from "../../base/bytes.ts";
import { recordedBitsPerSecond, recordingMsMax } from "../../base/voice-limits.ts";
import { after } from "./ambient.ts";

export type MicrophoneFailure = "microphone-missing" | "microphone-refused";

export type Take = {
  /** Ends the recording. */
  stop(): void;
  /** The sound, once it was stopped or has become too long; undefined when nothing was recorded. */
  readonly sound: Promise<Bytes | undefined>;
};

const opusInWebm = "audio/webm;codecs=opus";

/** Begins to record; asks the person for the microphone the first time. */
export async function beginTake(): Promise<Take | MicrophoneFailure> {
  const canRecord = "mediaDevices" in navigator && "MediaRecorder" in globalThis;
  if (!canRecord || !MediaRecorder.isTypeSupported(opusInWebm)) return "microphone-missing";
  try {
    return record(await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } }));
  } catch (error) {
    return error instanceof DOMException && error.name === "NotAllowedError"
      ? "microphone-refused"
      : "microphone-missing";
  }
}

function record(stream: MediaStream): Take {
  const recorder = new MediaRecorder(stream, { mimeType: opusInWebm, audioBitsPerSecond: recordedBitsPerSecond });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const sound = new Promise<Bytes | undefined>((resolve) => {
    recorder.addEventListener("stop", () => {
      cancel();
      for (const track of stream.getTracks()) track.stop();
      void new Blob(parts)
        .arrayBuffer()
        .then((bytes) => resolve(bytes.byteLength > 0 ? new Uint8Array(bytes) : undefined));
    });
  });
  const stop = (): void => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  const cancel = after(recordingMsMax, stop);
  recorder.start();
  return { stop, sound };
}
