/** The frame of every screen of the tablet: title above, content, and Back / help / go on always in the same places below. */
import type { ComponentChildren, JSX } from "preact";
import { Button } from "../actions/button.tsx";
import type { ButtonKind } from "../actions/button.tsx";
import type { IconName } from "../icons/icon.tsx";
import { words } from "../words.ts";

export type ScreenAction = {
  readonly label: string;
  readonly onPress: () => void;
  readonly icon?: IconName;
  readonly kind?: ButtonKind;
  readonly isDisabled?: boolean;
  readonly isBusy?: boolean;
};

export type ScreenProps = {
  /** Small line over the title: village, or whose turn it is. */
  readonly eyebrow?: string;
  readonly title: string;
  /** Right end of the header: StatusChip, clock, "tersimpan di tablet". */
  readonly status?: ComponentChildren;
  /** A footer appears when one of back, help, listen, secondary and primary is given. */
  readonly onBack?: () => void;
  readonly onHelp?: () => void;
  /** A ListenButton; renders nothing where there is no voice. In the footer; on a phone, where that is full, above. */
  readonly listen?: ComponentChildren;
  readonly secondary?: ScreenAction;
  readonly primary?: ScreenAction;
  readonly children: ComponentChildren;
};

export function Screen(props: ScreenProps): JSX.Element {
  return (
    <div class="screen">
      <header class="screen-header">
        <div class="screen-names">
          {props.eyebrow !== undefined && <p class="screen-eyebrow">{props.eyebrow}</p>}
          <h1 class="screen-title">{props.title}</h1>
        </div>
        {(props.status !== undefined || props.listen !== undefined) && (
          <div class="screen-status">
            {props.status}
            {props.listen !== undefined && <span class="screen-listen-top">{props.listen}</span>}
          </div>
        )}
      </header>
      <main class="screen-content" tabIndex={0}>
        {props.children}
      </main>
      <ScreenFooter {...props} />
    </div>
  );
}

function ScreenFooter({ onBack, onHelp, listen, secondary, primary }: ScreenProps): JSX.Element | null {
  if (!onBack && !onHelp && listen === undefined && !secondary && !primary) return null;
  return (
    <footer class="screen-footer">
      {onBack && (
        <Button icon="back" size="large" onPress={onBack}>
          {words("back")}
        </Button>
      )}
      {onHelp && (
        <Button kind="quiet" icon="help" size="large" onPress={onHelp}>
          {words("help")}
        </Button>
      )}
      {listen !== undefined && <span class="screen-listen">{listen}</span>}
      <span class="screen-footer-space" />
      {secondary && <FooterAction kind="secondary" {...secondary} />}
      {primary && <FooterAction kind="primary" icon="next" {...primary} />}
    </footer>
  );
}

function FooterAction({ label, ...button }: ScreenAction): JSX.Element {
  return (
    <Button size="large" iconSide={button.icon === "next" ? "end" : "start"} {...button}>
      {label}
    </Button>
  );
}
