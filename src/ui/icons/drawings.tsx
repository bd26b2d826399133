/** Still pictures for the life-event cards: a document or a plain scene, never a flag, crest or portrait of somebody. */
import type { ComponentChildren, JSX } from "preact";

export type DrawingName =
  | "ktp"
  | "family-card"
  | "family-card-new"
  | "family-card-lost"
  | "baby"
  | "death"
  | "move"
  | "marriage"
  | "child-card"
  | "certificate"
  | "help"
  | "letter"
  | "market"
  | "other";

export type DrawingProps = { readonly name: DrawingName };

/** The picture for a life event; the words beside it name it, so it is silent. */
export function Drawing({ name }: DrawingProps): JSX.Element {
  const Picture = pictures[name];
  return <Picture />;
}

const pictures: Readonly<Record<DrawingName, () => JSX.Element>> = {
  ktp: Ktp,
  "family-card": FamilyCard,
  "family-card-new": FamilyCardNew,
  "family-card-lost": FamilyCardLost,
  baby: Baby,
  death: Death,
  move: Move,
  marriage: Marriage,
  "child-card": ChildCard,
  certificate: Certificate,
  help: Help,
  letter: Letter,
  market: Market,
  other: Other,
};

function Frame({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <svg class="drawing" viewBox="0 0 200 140" aria-hidden="true">
      <ellipse class="ground" cx="100" cy="126" rx="84" ry="9" />
      {children}
    </svg>
  );
}

function Ktp(): JSX.Element {
  return (
    <Frame>
      <rect class="tint" x="26" y="22" width="148" height="98" rx="10" />
      <path class="outline" d="M46 40h84" />
      <path class="thread" d="M42 60h66M42 74h58M42 88h62M42 102h40" />
      <rect class="sheet" x="122" y="54" width="38" height="50" rx="3" />
      <circle class="skin" cx="141" cy="71" r="9" />
      <path class="deep" d="M127 103c1-14 6-19 14-19s13 5 14 19z" />
    </Frame>
  );
}

function FamilyCard(): JSX.Element {
  return (
    <Frame>
      <rect class="sheet" x="22" y="16" width="156" height="106" rx="5" />
      <rect class="tint" x="34" y="54" width="132" height="14" />
      <path class="outline" d="M66 30h68M82 42h36" />
      <path class="thread" d="M34 84h132M34 100h132M60 54v58M104 54v58M140 54v58" />
      <rect class="outline" x="34" y="54" width="132" height="58" />
    </Frame>
  );
}

/** A family card with a mark of addition. */
function FamilyCardNew(): JSX.Element {
  return (
    <Frame>
      <rect class="sheet" x="22" y="16" width="156" height="106" rx="5" />
      <path class="outline" d="M66 30h68M82 42h36" />
      <path class="thread" d="M34 60h132M34 78h92M34 96h92M34 112h92" />
      <circle class="warm" cx="150" cy="98" r="24" />
      <path class="outline" d="M150 86v24M138 98h24" />
    </Frame>
  );
}

/** A family card torn across. */
function FamilyCardLost(): JSX.Element {
  return (
    <Frame>
      <path class="sheet" d="M22 16h74l-10 22 12 20-14 24 12 22-8 18H22z" />
      <path class="sheet" d="M118 16h60v106h-70l8-18-12-22 14-24-12-20z" />
      <path class="thread" d="M34 40h40M34 62h48M34 84h38M34 106h44M130 40h36M134 62h32M126 84h40M130 106h36" />
    </Frame>
  );
}

function Baby(): JSX.Element {
  return (
    <Frame>
      <path class="tint" d="M34 84c0-32 24-56 62-56 40 0 70 22 70 50 0 26-24 44-66 44-40 0-66-14-66-38z" />
      <path class="deep" d="M100 122c42 0 66-18 66-44 0-10-4-19-10-27-18 6-44 34-56 71z" />
      <circle class="skin" cx="80" cy="72" r="28" />
      <path class="outline" d="M80 44c-8 4-7 12 1 13" />
      <path class="outline" d="M68 72c2 3 6 3 8 0M86 72c2 3 6 3 8 0M74 85c4 4 9 4 13 0" />
      <path class="thread" d="M122 98c6-12 14-22 26-30" />
    </Frame>
  );
}

/** A frangipani on a folded letter: mourning without a grave and without a face. */
function Death(): JSX.Element {
  return (
    <Frame>
      <path class="sheet" d="M42 50h116v70H42z" />
      <path class="outline" d="M42 50l58 42 58-42" />
      <g>
        <path class="sheet" d="M100 46c-16-10-16-30 0-34 16 4 16 24 0 34z" />
        <path class="sheet" d="M100 46c8-17 27-20 35-7-2 16-21 19-35 7z" />
        <path class="sheet" d="M100 46c18 2 26 20 17 31-16 3-24-14-17-31z" />
        <path class="sheet" d="M100 46c-18 2-26 20-17 31 16 3 24-14 17-31z" />
        <path class="sheet" d="M100 46c-8-17-27-20-35-7 2 16 21 19 35 7z" />
        <circle class="warm" cx="100" cy="46" r="8" />
      </g>
    </Frame>
  );
}

function Move(): JSX.Element {
  return (
    <Frame>
      <path class="warm" d="M112 66l34-30 34 30" />
      <path class="sheet" d="M120 60v62h52V60l-26-23z" />
      <rect class="deep" x="138" y="90" width="16" height="32" />
      <rect class="tint" x="20" y="78" width="56" height="44" rx="3" />
      <path class="outline" d="M20 92h56M48 78v14" />
      <path class="outline" d="M30 54h58M74 40l16 14-16 14" />
    </Frame>
  );
}

/** Two rings on a cushion. */
function Marriage(): JSX.Element {
  return (
    <Frame>
      <path class="tint" d="M30 92c24-16 116-16 140 0-6 26-134 26-140 0z" />
      <circle class="outline" cx="82" cy="66" r="32" />
      <circle class="outline" cx="82" cy="66" r="24" />
      <circle class="outline" cx="120" cy="66" r="32" />
      <circle class="outline" cx="120" cy="66" r="24" />
      <path class="warm" d="M120 20l9 10-9 11-9-11z" />
    </Frame>
  );
}

/** A small card with a child's picture. */
function ChildCard(): JSX.Element {
  return (
    <Frame>
      <rect class="sheet" x="30" y="24" width="140" height="96" rx="10" />
      <rect class="warm" x="30" y="24" width="140" height="20" rx="10" />
      <path class="thread" d="M98 64h56M98 80h46M98 96h52" />
      <circle class="skin" cx="64" cy="70" r="14" />
      <path class="outline" d="M58 56c4-5 10-5 13 0" />
      <path class="deep" d="M42 110c2-18 10-24 22-24s20 6 22 24z" />
    </Frame>
  );
}

/** A sheet with a seal of nobody in particular. */
function Certificate(): JSX.Element {
  return (
    <Frame>
      <rect class="sheet" x="44" y="12" width="112" height="112" rx="4" />
      <rect class="outline" x="52" y="20" width="96" height="96" rx="3" />
      <path class="outline" d="M76 36h48" />
      <path class="thread" d="M64 54h72M64 68h72M64 82h44" />
      <path class="deep" d="M118 94l-8 26 14-8 14 8-8-26z" />
      <circle class="warm" cx="124" cy="90" r="16" />
    </Frame>
  );
}

/** A written sheet and the pen that signs it. */
function Letter(): JSX.Element {
  return (
    <Frame>
      <rect class="sheet" x="48" y="10" width="92" height="114" rx="4" />
      <path class="deep" d="M66 24h56v8H66z" />
      <path class="thread" d="M64 48h60M64 62h60M64 76h44" />
      <path class="outline" d="M84 106c8-12 14 8 22-2s10 4 18-4" />
      <path class="warm" d="M164 34l12 8-36 58-14 6 2-14z" />
      <path class="outline" d="M128 92l12 8" />
    </Frame>
  );
}

/** A stall with its awning: what somebody lives on. */
function Market(): JSX.Element {
  return (
    <Frame>
      <path class="tint" d="M44 58h112v64H44z" />
      <path class="deep" d="M36 24h128l12 34H24z" />
      <path class="sheet" d="M68 24h32l-4 34H58zM132 24h32l12 34h-34z" />
      <path class="outline" d="M44 58v64M156 58v64M36 92h128" />
      <circle class="warm" cx="76" cy="82" r="9" />
      <circle class="warm" cx="98" cy="82" r="9" />
      <circle class="warm" cx="120" cy="82" r="9" />
    </Frame>
  );
}

/** Somebody asks, somebody answers. */
function Help(): JSX.Element {
  return (
    <Frame>
      <path class="tint" d="M24 22h92a8 8 0 018 8v42a8 8 0 01-8 8H60l-22 18 4-18H24a8 8 0 01-8-8V30a8 8 0 018-8z" />
      <path class="outline" d="M56 42c0-18 28-18 28 0 0 12-14 10-14 22M70 72v1" />
      <path class="sheet" d="M104 88h70a8 8 0 018 8v20a8 8 0 01-8 8h-70a8 8 0 01-8-8V96a8 8 0 018-8z" />
      <path class="thread" d="M110 102h58M110 112h40" />
    </Frame>
  );
}

function Other(): JSX.Element {
  return (
    <Frame>
      <rect class="tint" x="62" y="14" width="88" height="106" rx="4" />
      <rect class="sheet" x="48" y="22" width="88" height="100" rx="4" />
      <path class="thread" d="M62 44h60M62 60h60M62 76h44M62 92h52" />
      <circle class="warm" cx="140" cy="98" r="22" />
      <path class="outline" d="M130 98v.1M140 98v.1M150 98v.1" />
    </Frame>
  );
}
