/** Where a list would stand and nothing is: said large and in the middle, so that it does not look broken. */
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon.tsx";

export type EmptyProps = { readonly icon: IconName; readonly title: string; readonly children?: ComponentChildren };

export function Empty({ icon, title, children }: EmptyProps): JSX.Element {
  return (
    <div class="empty" role="status">
      <Icon name={icon} size="large" />
      <p class="empty-title">{title}</p>
      {children !== undefined && <div class="empty-more">{children}</div>}
    </div>
  );
}
