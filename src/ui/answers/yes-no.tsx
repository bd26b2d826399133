/** Two large answers side by side, and a third where not knowing is allowed. */
import type { JSX } from "preact";
import { CardGrid, ChoiceCard } from "../actions/choice-card.tsx";
import { words } from "../words.ts";

export type YesNoValue = "yes" | "no" | "unknown";

export type YesNoProps = {
  /** For screen readers; the question stands above. */
  readonly label: string;
  readonly value: YesNoValue | undefined;
  readonly onChange: (value: YesNoValue) => void;
  /** Words that name the answer are better than yes and no: "Masih hidup", "Sudah meninggal". */
  readonly yesText?: string;
  readonly noText?: string;
  /** Given = a third answer with these words. */
  readonly unknownText?: string;
};

export function YesNo(props: YesNoProps): JSX.Element {
  const { label, value, onChange, yesText = words("yes"), noText = words("no"), unknownText } = props;
  return (
    <div class="yes-no">
      <CardGrid label={label} columns={2}>
        <ChoiceCard icon="check" title={yesText} isSelected={value === "yes"} onPress={() => onChange("yes")} />
        <ChoiceCard icon="cross" title={noText} isSelected={value === "no"} onPress={() => onChange("no")} />
        {unknownText !== undefined && (
          <ChoiceCard
            icon="help"
            title={unknownText}
            isSelected={value === "unknown"}
            onPress={() => onChange("unknown")}
          />
        )}
      </CardGrid>
    </div>
  );
}
