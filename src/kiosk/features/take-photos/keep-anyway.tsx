/** Why a picture that the photo gate refused is kept all the same: one touch, and the reason stands beside it at the district. */
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";

/** As staff read them. */
const reasons = ["Suratnya memang pudar", "Suratnya rusak", "Tempatnya gelap", "Lainnya"] as const;

export type KeepAnywayProps = {
  readonly onReason: (reason: string) => void;
  readonly onAgain: () => void;
};

export function KeepAnyway({ onReason, onAgain }: KeepAnywayProps): JSX.Element {
  return (
    <div class="keep-anyway question-wide">
      <p class="kept-question">Mengapa fotonya tidak bisa lebih jelas?</p>
      <CardGrid label="Alasan" columns={2}>
        {reasons.map((reason) => (
          <ChoiceCard key={reason} title={reason} onPress={() => onReason(reason)} />
        ))}
      </CardGrid>
      <Button icon="camera" onPress={onAgain}>
        Foto lagi saja
      </Button>
    </div>
  );
}
