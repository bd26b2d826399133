/** What stands over every screen of practice: that it is one, the PIN, and the way out. The watermark is its style sheet's. */
import { render } from "preact";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { cannotPractise, endPractice, practicePin } from "../../session/practice.ts";
import "./practice.css";

/** Marks the document, on screen and on paper, before anything of practice is shown. */
export function markPractice(): void {
  document.documentElement.dataset["latihan"] = "";
  const place = document.createElement("div");
  document.body.prepend(place);
  render(<PracticeBar />, place);
}

function PracticeBar(): JSX.Element {
  return (
    <aside class="practice-bar" aria-label="Latihan">
      <p>
        <strong>LATIHAN</strong>{" "}
        {cannotPractise.value ? (
          "Belum bisa: daftar layanan belum ada di tablet ini."
        ) : (
          <>
            <span class="practice-more">Tidak ada yang dikirim. </span>PIN: {practicePin}
          </>
        )}
      </p>
      <Button onPress={endPractice}>Selesai latihan</Button>
    </aside>
  );
}
