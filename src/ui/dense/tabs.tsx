/** Views of one thing, side by side. Arrow keys move between them, as the ARIA pattern wants. */
import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { Pill } from "../feedback/pill.tsx";

export type Tab = { readonly key: string; readonly label: string; readonly count?: number };

export type TabsProps = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly openKey: string;
  readonly onOpen: (key: string) => void;
  /** The panel of the open tab. */
  readonly children: ComponentChildren;
};

export function Tabs({ label, tabs, openKey, onOpen, children }: TabsProps): JSX.Element {
  const id = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const at = (tabs.findIndex((tab) => tab.key === openKey) + step + tabs.length) % tabs.length;
    const next = tabs[at];
    if (next === undefined) return;
    onOpen(next.key);
    listRef.current?.querySelectorAll("button")[at]?.focus();
  };
  return (
    <div class="tabs">
      <div ref={listRef} class="tab-list" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            class="tab"
            aria-selected={tab.key === openKey}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === openKey ? 0 : -1}
            onClick={() => onOpen(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <Pill tone={tab.key === openKey ? "ok" : "off"}>{tab.count}</Pill>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} class="tab-panel" role="tabpanel" aria-labelledby={`${id}-${openKey}`}>
        {children}
      </div>
    </div>
  );
}
