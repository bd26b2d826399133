/** The viewfinder, and the file picker where a tablet's camera does not open. The stream ends when the view goes. */
import { useSignal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../../ui/actions/button.tsx";
import { FileButton } from "../../../ui/actions/file-button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { PhotoFrame } from "../../../ui/paper/photo-frame.tsx";
import { closeCamera, openCamera, takePicture } from "../../platform/camera.ts";
import type { CameraFailure } from "../../platform/camera.ts";

const failureSentences: Readonly<Record<CameraFailure, string>> = {
  "camera-missing": "Kamera tidak ditemukan. Pilih foto dari berkas.",
  "camera-refused": "Kamera belum diizinkan. Beri izin di pengaturan, atau pilih foto dari berkas.",
};

export type CameraViewProps = {
  readonly shape: "card" | "page";
  readonly isBusy: boolean;
  /** The picture before was refused. */
  readonly isAgain: boolean;
  readonly onPicture: (picture: Blob) => void;
};

export function CameraView({ shape, isBusy, isAgain, onPicture }: CameraViewProps): JSX.Element {
  const { video, failure, isReady } = useCamera();
  const shoot = async (): Promise<void> => {
    const picture = video.current ? await takePicture(video.current) : undefined;
    if (picture) onPicture(picture);
  };
  return (
    <div class="camera-view question-wide">
      {failure.value === undefined ? (
        <PhotoFrame
          shape={shape}
          state={isReady.value ? "good" : "searching"}
          advice="Semua tepi surat di dalam garis."
        >
          <video ref={video} muted playsInline class="camera-video" />
        </PhotoFrame>
      ) : (
        <Message kind="warning">{failureSentences[failure.value]}</Message>
      )}
      <div class="camera-actions">
        {failure.value === undefined && (
          <Button
            kind="primary"
            size="large"
            icon="camera"
            isBusy={isBusy}
            isDisabled={!isReady.value}
            onPress={() => void shoot()}
          >
            {isAgain ? "Foto lagi" : "Ambil foto"}
          </Button>
        )}
        <FileButton
          kind={failure.value === undefined ? "quiet" : "primary"}
          accept="image/*"
          label="Pilih foto dari berkas"
          isBusy={isBusy}
          onFile={onPicture}
        >
          Pilih dari berkas
        </FileButton>
      </div>
    </div>
  );
}

type Camera = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly failure: Signal<CameraFailure | undefined>;
  readonly isReady: Signal<boolean>;
};

/** Opens the camera while the component lives. */
function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const failure = useSignal<CameraFailure | undefined>(undefined);
  const isReady = useSignal(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isGone = false;
    void openCamera().then((opened) => {
      if (typeof opened === "string") {
        failure.value = opened;
        return;
      }
      if (isGone || !video.current) return closeCamera(opened);
      stream = opened;
      video.current.srcObject = opened;
      void video.current.play().catch(() => undefined);
      isReady.value = true;
    });
    return () => {
      isGone = true;
      if (stream) closeCamera(stream);
    };
  }, []);
  return { video, failure, isReady };
}
