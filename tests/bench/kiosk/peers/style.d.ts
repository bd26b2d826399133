/** Vite turns a stylesheet into a file of its own. */
declare module "*.css";
