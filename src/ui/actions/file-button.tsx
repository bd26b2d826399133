/** A button that lets people choose one file of this device. What is in the file is for others to judge. */
import type { JSX, TargetedEvent } from "preact";
import { useRef } from "preact/hooks";
import type { IconName } from "../icons/icon.tsx";
import { Button } from "./button.tsx";
import type { ButtonKind } from "./button.tsx";

export type FileButtonProps = {
  /** Visible words. */
  readonly children: string;
  /** What is chosen, for those who reach the field itself: "Pilih foto dari berkas". */
  readonly label: string;
  readonly onFile: (file: File) => void;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly isBusy?: boolean;
  /** As an input's `accept`; everything when left out. */
  readonly accept?: string;
};

export function FileButton({
  children,
  label,
  onFile,
  kind = "secondary",
  icon = "document",
  isBusy = false,
  accept,
}: FileButtonProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const chosen = (event: TargetedEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0];
    // Emptied, so that the same file may be chosen again.
    event.currentTarget.value = "";
    if (file) onFile(file);
  };
  return (
    <>
      <Button kind={kind} icon={icon} isBusy={isBusy} onPress={() => field.current?.click()}>
        {children}
      </Button>
      <input
        ref={field}
        class="visually-hidden"
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        onChange={chosen}
      />
    </>
  );
}
