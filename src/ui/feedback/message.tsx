/** A sentence that matters: a sign, a word for its kind, and what to do. Never told by colour alone. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon.tsx";
import { words } from "../words.ts";

export type MessageKind = "info" | "success" | "warning" | "error";

export type MessageProps = {
  readonly kind: MessageKind;
  /** Replaces the word for the kind ("Perhatian"); of news and success that word is for screen readers only. */
  readonly title?: string;
  readonly children: ComponentChildren;
};

const icons = { info: "info", success: "check", warning: "warning", error: "stop" } as const satisfies Record<
  MessageKind,
  IconName
>;

export function Message({ kind, title, children }: MessageProps): JSX.Element {
  const isPlain = kind === "info" || kind === "success";
  return (
    <div class={`message message-${kind}`} role={kind === "error" ? "alert" : "status"}>
      <Icon name={icons[kind]} />
      <div>
        <p class={title === undefined && isPlain ? "visually-hidden" : "message-title"}>{title ?? words(kind)}</p>
        <div>{children}</div>
      </div>
    </div>
  );
}
