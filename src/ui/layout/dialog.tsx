/** A question that must be answered before going on, on the browser's own modal dialog (focus stays inside, Escape closes). */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export type DialogProps = {
  readonly isOpen: boolean;
  readonly title: string;
  /** Escape and the browser's back gesture; the same as the harmless button. */
  readonly onClose: () => void;
  /** Buttons, the harmless one first; each says what it does. */
  readonly actions: ComponentChildren;
  readonly children?: ComponentChildren;
};

export function Dialog({ isOpen, title, onClose, actions, children }: DialogProps): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null || dialog.open === isOpen) return;
    if (isOpen) dialog.showModal();
    else dialog.close();
  }, [isOpen]);
  const cancel = (event: Event): void => {
    // The app decides whether it closes; a dialog that hides itself would leave isOpen lying.
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={titleId} onCancel={cancel}>
      <h2 id={titleId} class="dialog-title">
        {title}
      </h2>
      {children !== undefined && <div class="dialog-body">{children}</div>}
      <div class="dialog-actions">{actions}</div>
    </dialog>
  );
}
