/** The policies the browser enforces for this page, as they stand in it; none when the page was served without. */
export function policies(): readonly string[] {
  const metas = document.querySelectorAll<HTMLMetaElement>('head > meta[http-equiv="Content-Security-Policy"]');
  return Array.from(metas, (meta) => meta.content);
}

export function isGuarded(): boolean {
  return policies().some((policy) => /(^|;)\s*connect-src 'none'/.test(policy));
}
