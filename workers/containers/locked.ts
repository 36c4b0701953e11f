/** What the bytes of an entry are called that no password opened: the page asks for one where it sees them. */
export const LOCKED = 'locked';

/** Why such an entry was not looked into, and what to do. `tried`: how many passwords did not fit. */
export function whyLocked(tried: number): string {
  const none = tried === 0 ? '' : ', and none of those given fits';
  return `encrypted with a password${none}. Give the password to look inside (in the terminal: --password).`;
}
