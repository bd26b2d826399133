/** The answer as QR codes, one at a time: two in one picture confuse a tablet's camera. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { QrCode } from "../../../ui/paper/qr-code.tsx";

export function AnswerCodes({ frames }: { readonly frames: readonly string[] }): JSX.Element {
  const at = useSignal(0);
  const count = frames.length;
  const place = `QR ${at.value + 1} dari ${count}`;
  return (
    <figure class="courier-codes">
      <QrCode text={frames[at.value] ?? ""} label={`Jawaban untuk tablet desa, ${place}`} isOnScreen />
      <figcaption>
        {count === 1 ? "Pindai dengan tablet desa: Kotak keluar, Kirim lewat berkas, Pindai QR jawaban." : place}
      </figcaption>
      {count > 1 && (
        <div class="actions">
          <Button icon="chevron-left" isDisabled={at.value === 0} onPress={() => (at.value -= 1)}>
            Sebelumnya
          </Button>
          <Button icon="chevron-right" isDisabled={at.value === count - 1} onPress={() => (at.value += 1)}>
            Berikutnya
          </Button>
        </div>
      )}
    </figure>
  );
}
