/** Members may share a name; paths in a report may not. */
export class UniqueNames {
  readonly #seen = new Map<string, number>();

  of(name: string): string {
    let unique = name;
    while (this.#seen.has(unique)) {
      const count = (this.#seen.get(name) ?? 1) + 1;
      this.#seen.set(name, count);
      unique = `${name} (${count})`;
    }
    this.#seen.set(unique, 1);
    return unique;
  }
}
