/** The citizen's paper as the page draws it: on screen near its real size, printed at 58 mm, 80 mm or A5. */
import { Fragment } from "preact";
import type { JSX } from "preact";
import { QrCode } from "./qr-code.tsx";
import { slipLines } from "./slip-lines.ts";
import type { SlipLine, SlipText } from "./slip-lines.ts";

export type SlipPaper = "58mm" | "80mm" | "a5";

export type SlipProps = SlipText & {
  readonly paper: SlipPaper;
  /** Only on paper; the screen shows code and QR in its own size. */
  readonly isPrintOnly?: boolean;
};

export function Slip({ paper, isPrintOnly = false, ...text }: SlipProps): JSX.Element {
  return (
    <article class={`printed slip slip-${paper}${isPrintOnly ? " slip-print-only" : ""}`}>
      {slipLines(text).map((line) => (
        <Fragment key={keyOf(line)}>
          <Line line={line} />
        </Fragment>
      ))}
    </article>
  );
}

const keyOf = (line: SlipLine): string => ("text" in line ? line.text : line.kind);

function Line({ line }: { readonly line: SlipLine }): JSX.Element {
  switch (line.kind) {
    case "title":
      return <h2 class="slip-title">{line.text}</h2>;
    case "text":
      return <p>{line.text}</p>;
    case "strong":
      return <p class="slip-strong">{line.text}</p>;
    case "code":
      return (
        <>
          <p class="slip-code-label">{line.label}</p>
          <p class="slip-code numbers">{line.groups.join(" ")}</p>
        </>
      );
    case "qr":
      return (
        <div class="slip-qr">
          <QrCode text={line.text} label={line.label} />
        </div>
      );
    case "facts":
      return (
        <dl class="slip-facts">
          {line.facts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      );
  }
}
