/** "Huruf besar" in the header of what a citizen reads: one touch, for this visit only. */
import type { JSX } from "preact";
import { Button } from "../../ui/actions/button.tsx";
import { isTextLarge, toggleText } from "./looks.ts";

export function TextSize(): JSX.Element {
  return (
    <Button kind="quiet" icon="text-size" onPress={toggleText}>
      {isTextLarge.value ? "Huruf biasa" : "Huruf besar"}
    </Button>
  );
}
