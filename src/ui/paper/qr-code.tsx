/** A QR code on screen or paper, always black on white. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { qrPathOf } from "./qr-path.ts";

export type QrCodeProps = {
  readonly text: string;
  /** What it is, for those who cannot scan it. */
  readonly label: string;
  /** Shown on a screen and never printed: fewer modules, less of them redundant. */
  readonly isOnScreen?: boolean;
};

/** Fills the width of its parent. */
export function QrCode({ text, label, isOnScreen = false }: QrCodeProps): JSX.Element {
  const { size, d } = useMemo(() => qrPathOf(text, isOnScreen ? "L" : "Q"), [text, isOnScreen]);
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={d} />
    </svg>
  );
}
