/**
 * What an elderly hand and eye need of a screen, in millimetres, CSS px and counts, and between which bounds a measured
 * screen is believed. Source of the sizes: Yeh 2025 (targets of 16 mm), the keypad study of Taylor & Francis b16763-30
 * (20 mm), EN 301 549 clause 5.1.4. Limits of data and time live in limits.ts.
 */

/** CSS px per millimetre of the 10.1" tablet of 1280 × 800 for which everything is drawn. Same as `--mm` in tokens.css. */
export const pxPerMmUsual = 5.88;
/** CSS px per millimetre. Below: a 24" desktop screen; above: a 7" tablet of 1280 × 800. Anything else is a slip of the hand. */
export const pxPerMmMin = 3.5;
export const pxPerMmMax = 8.8;
/** CSS px per millimetre that one touch changes: less than a quarter of a millimetre over a card. */
export const pxPerMmStep = 0.02;

/** Millimetres of an identity card: ISO/IEC 7810, ID-1. A KTP-el is one. */
export const cardWidthMm = 85.6;
export const cardHeightMm = 53.98;
/** Millimetres to an inch, in which screens are sold. */
export const mmPerInch = 25.4;
