/** Which build this is: the name its pages, worker and service worker share, and what the district is told. */

/** "dev" where nothing was built. */
export const appVersion = import.meta.env.VITE_APP_VERSION ?? "dev";
