/**
 * What must be on the disk before the page goes away by itself. Whoever holds something unsaved says so here; knows no
 * draft and no screen.
 */
type Save = () => Promise<unknown>;

const unsaved = new Set<Save>();

/** `save` is called before the page goes; the function returned says that nothing is left to save. */
export function saveBeforeLeaving(save: Save): () => void {
  unsaved.add(save);
  return () => void unsaved.delete(save);
}

/** The page waits for `work`, which is under way, before it goes. Gives what `work` gives. */
export async function finishBeforeLeaving<T>(work: Promise<T>): Promise<T> {
  const done = saveBeforeLeaving(() => work);
  try {
    return await work;
  } finally {
    done();
  }
}

/** Begins to save everything at once; resolves when all of it has ended, also where something could not be kept. */
export async function saveAll(): Promise<void> {
  await Promise.allSettled([...unsaved].map((save) => save()));
}
