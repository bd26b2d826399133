/** The name a page gives its worker when it practises: by it the worker opens a world of its own instead of the tablet's. */
export const practiceWorkerName = "loket-latihan";
