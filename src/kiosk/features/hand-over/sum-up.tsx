/**
 * What the citizen is about to file, one section of the form at a time, in large words: each is said yes to, or the officer
 * is called. Nothing is skipped here; the officer's own check before it is one screen with one button.
 */
import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { definite } from "../../../base/assert.ts";
import { screenSentences } from "../../../domain/speech/screen-sentences.ts";
import { Progress } from "../../../ui/feedback/progress.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { SummaryList } from "../../../ui/paper/summary-list.tsx";
import { Listen } from "../../session/listen.tsx";
import { TextSize } from "../../session/text-size.tsx";
import type { OpenVisit } from "../../session/visit.ts";
import type { SumUpPage } from "./sum-up-pages.ts";

export type SumUpProps = {
  readonly visit: OpenVisit;
  readonly pages: readonly SumUpPage[];
  /** Index of the page on screen. */
  readonly at: number;
  readonly onTurnTo: (page: number) => void;
  /** The last page was said yes to. */
  readonly onGoOn: () => void;
  /** "Ada yang salah" on this page. */
  readonly onOfficer: (page: SumUpPage) => void;
};

export function SumUp({ visit, pages, at, onTurnTo, onGoOn, onOfficer }: SumUpProps): JSX.Element {
  const page = definite(pages[at], "a page of the sum");
  const isLast = at === pages.length - 1;
  const spokenAt = useSignal<number | undefined>(undefined);
  const before = [[screenSentences.isThisRight], [page.spokenTitle]];
  return (
    <Screen
      title={visit.service.label}
      eyebrow="Untuk Bapak/Ibu pemohon"
      listen={
        <Listen
          key={at}
          lines={[...before, ...page.rows.map(({ spoken }) => spoken)]}
          onLine={(line) => (spokenAt.value = line === undefined ? undefined : line - before.length)}
        />
      }
      status={<TextSize />}
      {...(at > 0 ? { onBack: () => onTurnTo(at - 1) } : {})}
      secondary={{ label: "Ada yang salah", icon: "help", onPress: () => onOfficer(page) }}
      primary={{ label: "Sudah betul", onPress: () => (isLast ? onGoOn() : onTurnTo(at + 1)) }}
    >
      <SumUpSection key={at} page={page} isFirst={at === 0} spokenAt={spokenAt.value}>
        {pages.length > 1 && <Progress number={at + 1} total={pages.length} of="pages" />}
      </SumUpSection>
    </Screen>
  );
}

type SumUpSectionProps = {
  readonly page: SumUpPage;
  readonly isFirst: boolean;
  /** The row that is being said. */
  readonly spokenAt: number | undefined;
  readonly children: JSX.Element | false;
};

/** A page that follows another begins at its title: at the top of the screen, and for who listens to a screen reader. */
function SumUpSection({ page, isFirst, spokenAt, children }: SumUpSectionProps): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) title.current?.focus();
  }, []);
  return (
    <section class="sum-up">
      <div class="sum-up-head">
        <p class="sum-up-ask">{screenSentences.isThisRight}</p>
        {children}
      </div>
      <h2 ref={title} class="question-title" tabIndex={-1}>
        {page.title}
      </h2>
      <SummaryList rows={page.rows.map((row, at) => ({ ...row, isSpoken: at === spokenAt }))} />
    </section>
  );
}
