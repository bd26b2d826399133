/** Many places at a glance: equal tiles in named groups, each with colour, letter and pattern. Small villages show as large as big ones. */
import type { JSX } from "preact";
import type { Tone } from "../feedback/status-chip.tsx";

export type Tile = {
  readonly key: string;
  readonly name: string;
  readonly tone: Tone;
  readonly letter: string;
  /** The state in words, read out and shown on hover: "Senyap 3 hari kerja". */
  readonly word: string;
};

export type TileGroup = { readonly key: string; readonly title: string; readonly tiles: readonly Tile[] };

export type TileGridProps = {
  readonly groups: readonly TileGroup[];
  readonly onOpen: (tileKey: string) => void;
  /** Rings this tile. */
  readonly openKey?: string;
};

export function TileGrid({ groups, onOpen, openKey }: TileGridProps): JSX.Element {
  return (
    <div class="tile-groups">
      {groups.map((group) => (
        <section key={group.key} class="tile-group" aria-label={group.title}>
          <h2 class="tile-group-title">{group.title}</h2>
          <div class="tiles">
            {group.tiles.map((tile) => (
              <button
                key={tile.key}
                type="button"
                class={`tile tone-${tile.tone}`}
                title={`${tile.name}: ${tile.word}`}
                aria-label={`${tile.name}: ${tile.word}`}
                aria-current={tile.key === openKey ? "true" : undefined}
                onClick={() => onOpen(tile.key)}
              >
                {tile.letter}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
