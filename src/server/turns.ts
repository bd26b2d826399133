/** Turns: work under one name runs one after the other, work under different names does not wait. In this process only. */

export type Turns = {
  /** Runs `work` when everything taken earlier under `name` is over, whatever became of it. */
  take<T>(name: string, work: () => Promise<T>): Promise<T>;
};

export function makeTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take: (name, work) => {
      const turn = (last.get(name) ?? Promise.resolve()).then(work, work);
      const over = turn.then(
        () => undefined,
        () => undefined,
      );
      last.set(name, over);
      void over.then(() => {
        if (last.get(name) === over) last.delete(name);
      });
      return turn;
    },
  };
}
