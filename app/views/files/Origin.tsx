import type { HubCopy } from '../../../workers/protocol.ts';
import { namesText, revisionText } from '../../../workers/report/origin.ts';
import { plural } from '../../ui/format.ts';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

/** Copies and revisions shown; the rest is counted. */
const SHOWN = 8;

/** Where the folder says its files come from: whose repository, which revision, and how their names were found. */
export function Origin({ copies }: { readonly copies: readonly HubCopy[] }) {
  return (
    <section className="psec">
      <h2>Where it says it comes from</h2>
      {copies.slice(0, SHOWN).map((copy) => (
        <Copy key={copy.folder} copy={copy} />
      ))}
      {copies.length > SHOWN && <p className="t2">And {plural(copies.length - SHOWN, 'more copy', 'more copies')}.</p>}
      <p className="t2">Taken from names and small files of the folder. Nothing here is signed.</p>
    </section>
  );
}

function Copy({ copy }: { readonly copy: HubCopy }) {
  const { repo, kind, revisions, folder } = copy;
  const names = namesText(copy);
  return (
    <>
      <p className="b">
        {repo !== null ? (
          <Untrusted text={repo} max={120} />
        ) : (
          <Untrusted text={folder === '' ? 'Hub cache' : folder} max={120} />
        )}
        {repo !== null && <span className="t2"> {kind}</span>}
      </p>
      {revisions.slice(0, SHOWN).map(({ commit, ref }) => (
        <p key={commit}>
          Revision <Prose text={revisionText(commit, ref)} />
        </p>
      ))}
      {revisions.length > SHOWN && <p className="t2">And {plural(revisions.length - SHOWN, 'more revision')}.</p>}
      {names !== null && (
        <p className="t2">
          <Prose text={names} />
        </p>
      )}
    </>
  );
}
