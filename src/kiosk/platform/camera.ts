/** The camera in the page: a picture never passes through a gallery or another app. */

export type CameraFailure = "camera-missing" | "camera-refused";

/** Opens the back camera. The stream must be closed with {@link closeCamera}. */
export async function openCamera(): Promise<MediaStream | CameraFailure> {
  if (!navigator.mediaDevices?.getUserMedia) return "camera-missing";
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1440 } },
    });
  } catch (error) {
    return error instanceof DOMException && error.name === "NotAllowedError" ? "camera-refused" : "camera-missing";
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The picture shown now, as the browser's own JPEG; the worker makes it smaller. Undefined before the first frame. */
export async function takePicture(video: HTMLVideoElement): Promise<Blob | undefined> {
  if (video.videoWidth === 0) return undefined;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
}

/** Whether this tablet has a camera, without opening it. */
export async function cameraState(): Promise<"good" | "weak" | "missing"> {
  if (!navigator.mediaDevices?.enumerateDevices) return "missing";
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some((device) => device.kind === "videoinput") ? "good" : "missing";
}
