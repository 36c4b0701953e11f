/** Hands a text or bytes to the browser to save. The name comes from outside: only plain characters of it are kept. */
export function save(content: BlobPart, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = plainName(name);
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}

/** A file name of plain characters, not too long. */
export function plainName(name: string): string {
  return name.replace(/[^\w.()+ -]/g, '_').slice(-120);
}
