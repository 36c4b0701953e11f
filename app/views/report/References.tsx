import { referenceTitle } from '../../../workers/report/references.ts';

/** Entries of public catalogues, with their titles. Never links: the page opens no connection. */
export function References({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <section>
      <h3 className="lab">
        References <span className="t3">bundled, work offline</span>
      </h3>
      <ul className="refs">
        {ids.map((id) => (
          <li key={id}>
            <b className="b">{id}</b> {referenceTitle(id) ?? ''}
          </li>
        ))}
      </ul>
    </section>
  );
}
