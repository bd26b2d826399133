/** Numbers of people as lists show them: enough to tell apart, too little to misuse. */

const SHOWN_FRONT = 4;
const SHOWN_BACK = 4;

/** "3329990508680001" → "3329••••••••0001"; shorter texts are hidden whole. */
export function maskNumber(digits: string): string {
  const hidden = digits.length - SHOWN_FRONT - SHOWN_BACK;
  if (hidden < SHOWN_FRONT) return "•".repeat(digits.length);
  return digits.slice(0, SHOWN_FRONT) + "•".repeat(hidden) + digits.slice(-SHOWN_BACK);
}

/** "+628123456789" → "+628•••••6789" */
export function maskPhone(phone: string): string {
  return maskNumber(phone);
}
