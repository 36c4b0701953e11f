/** Licence texts of the crates that end up in the module, for those who pass it on. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The parts of `cargo metadata --format-version 1` used here.
 * @typedef {{ id: string, name: string, version: string, license: string | null, manifest_path: string }} Package
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 * @typedef {{ packages: Package[], resolve: { root: string, nodes: Node[] } }} Metadata
 */

const STD = `## std (MIT OR Apache-2.0)

Parts of the Rust standard library, copyright The Rust Project contributors: https://github.com/rust-lang/rust
`;

/** @type {(metadata: Metadata) => string} */
export function notices(metadata) {
  const linked = linkedCrates(metadata);
  const crates = metadata.packages.filter((crate) => linked.has(crate.id) && crate.id !== metadata.resolve.root);
  const texts = crates
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((crate) => `## ${crate.name} - ${crate.version} (${crate.license})\n\n${licenceText(crate)}\n`);
  return `# Licenses of the decoder\n\n${[...texts, STD].join('\n')}`;
}

/** What the crate needs to run, directly or not; not what it needs to be built or tested. */
/** @type {(metadata: Metadata) => Set<string>} */
function linkedCrates({ resolve }) {
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set([resolve.root]);
  for (const id of linked) {
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
      if (dep_kinds.some(({ kind }) => kind === null)) linked.add(pkg);
    }
  }
  return linked;
}

/** One of those the crate offers: the shortest. */
/** @type {(crate: Package) => string} */
function licenceText(crate) {
  const folder = dirname(crate.manifest_path);
  const texts = readdirSync(folder)
    .filter((name) => /^licen[cs]e/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.sort((a, b) => a.length - b.length)[0] ?? 'The crate carries no licence text.';
}
