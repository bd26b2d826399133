/** A field to sign in with finger or pen. The strokes leave through a callback; nothing is kept here after "Hapus" or unmount. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import SignaturePad from "signature_pad";
import type { PointGroup } from "signature_pad";
import { assert } from "../../base/assert.ts";
import { Button } from "../actions/button.tsx";
import { words } from "../words.ts";

/** One stroke: x, y in CSS pixels of the box and milliseconds of the pad's clock, in drawing order. */
export type SignatureStroke = readonly { readonly x: number; readonly y: number; readonly time: number }[];

export type Signature = {
  readonly strokes: readonly SignatureStroke[];
  readonly width: number;
  readonly height: number;
  /** Black on white, device pixels. Call it while the box is on screen. */
  readonly png: () => Promise<Blob>;
};

export type SignatureBoxProps = {
  readonly label: string;
  /** A cross is asked for: who has no hand for it makes it with Enter (WCAG 2.2, 2.1.1; a signature needs the hand). */
  readonly isCross?: boolean;
  /** After each stroke; undefined after clearing. */
  readonly onChange: (signature: Signature | undefined) => void;
};

/** CSS px of the thinnest and the thickest line. */
const [penMin, penMax] = [1.2, 3.6];

export function SignatureBox({ label, isCross = false, onChange }: SignatureBoxProps): JSX.Element {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const padRef = useRef<SignaturePad | undefined>(undefined);
  const changed = useRef(onChange);
  changed.current = onChange;
  const [isEmpty, setEmpty] = useState(true);
  // Before the first paint: whoever sees the field may already be writing in it.
  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    assert(canvas !== null, "the canvas is mounted before effects run");
    const pad = new SignaturePad(canvas, {
      penColor: "#000",
      backgroundColor: "#fff",
      minWidth: penMin,
      maxWidth: penMax,
    });
    padRef.current = pad;
    const finishStroke = (): void => {
      setEmpty(false);
      changed.current(readSignature(pad, canvas));
    };
    pad.addEventListener("endStroke", finishStroke);
    const observer = new ResizeObserver(() => fitCanvas(canvas, pad));
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      pad.removeEventListener("endStroke", finishStroke);
      pad.off();
    };
  }, []);
  const cross = (event: KeyboardEvent): void => {
    const [pad, canvas] = [padRef.current, canvasRef.current];
    if (!pad || !canvas || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    pad.fromData(crossIn(canvas));
    setEmpty(false);
    onChange(readSignature(pad, canvas));
  };
  const clear = (): void => {
    padRef.current?.clear();
    setEmpty(true);
    onChange(undefined);
  };
  return (
    <div class="signature-box">
      <div class="signature-field">
        <canvas
          ref={canvasRef}
          class="signature-canvas"
          role={isCross ? "button" : "img"}
          aria-label={label}
          {...(isCross && { tabIndex: 0, onKeyDown: cross })}
        />
        {isEmpty && <p class="signature-hint">{label}</p>}
      </div>
      <Button icon="erase" onPress={clear} isDisabled={isEmpty}>
        {words("erase")}
      </Button>
    </div>
  );
}

/** Two strokes across the middle of the field. */
function crossIn({ clientWidth: width, clientHeight: height }: HTMLCanvasElement): PointGroup[] {
  const arm = Math.min(width, height) / 4;
  const [x, y] = [width / 2, height / 2];
  const stroke = (dy: number): PointGroup => ({
    penColor: "#000",
    dotSize: 0,
    minWidth: penMin,
    maxWidth: penMax,
    velocityFilterWeight: 0.7,
    compositeOperation: "source-over",
    points: [
      { x: x - arm, y: y - dy, time: 0, pressure: 1 },
      { x: x + arm, y: y + dy, time: 1, pressure: 1 },
    ],
  });
  return [stroke(arm), stroke(-arm)];
}

function readSignature(pad: SignaturePad, canvas: HTMLCanvasElement): Signature {
  return {
    strokes: pad.toData().map(({ points }) => points.map(({ x, y, time }) => ({ x, y, time }))),
    width: canvas.clientWidth,
    height: canvas.clientHeight,
    png: () =>
      new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas has no size"))), "image/png");
      }),
  };
}

/** A canvas keeps its pixels, not its size: after a turn of the tablet it is measured again and the strokes drawn anew. */
function fitCanvas(canvas: HTMLCanvasElement, pad: SignaturePad): void {
  const ratio = Math.max(1, globalThis.devicePixelRatio);
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  canvas.getContext("2d")?.scale(ratio, ratio);
  pad.redraw();
}
