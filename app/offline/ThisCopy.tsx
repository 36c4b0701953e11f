import { useQuery } from '@tanstack/react-query';
import { save } from '../shell/save.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { bytes } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useKept, type Kept } from './kept.ts';
import { checksumCommands, ownPage } from './own-page.ts';
import { pageVersion } from './version.ts';
import './this-copy.css';

/** Which page this is, how to carry it, and how to check what was carried. */
export function ThisCopy() {
  const { data: page, isPending } = useQuery({ queryKey: ['own-page'], queryFn: ownPage });
  const version = pageVersion();
  const file = `vitrine-${version}.html`;
  return (
    <section className="copy" aria-label="This copy">
      <dl className="kv">
        <dt>Version</dt>
        <dd>{version}</dd>
        <dt>SHA-256</dt>
        <dd>{isPending ? '…' : <Digest of={page ?? null} />}</dd>
        <dt>Offline</dt>
        <dd>
          <Offline sha256={page?.sha256 ?? null} />
        </dd>
      </dl>
      {page !== undefined && page !== null && (
        <>
          <div className="row-f copy-save">
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                save(page.bytes, 'text/html', file);
              }}
            >
              <Icon name="export" />
              Save this page
            </button>
            <span className="t2">
              One file, {bytes(page.bytes.length)}. It opens by double click and needs no server.
            </span>
          </div>
          <h3 className="lab">
            Check what was saved <span className="t3">the line printed must be the SHA-256 above</span>
          </h3>
          <dl className="copy-check">
            {checksumCommands(file).map(({ system, command }) => (
              <div key={system}>
                <dt className="t2">{system}</dt>
                <dd>
                  <code>{command}</code>
                  <CopyButton className="btn ghost mini" text={() => command} label={`Copy the command for ${system}`}>
                    Copy
                  </CopyButton>
                </dd>
              </div>
            ))}
          </dl>
          <p className="t3">
            A page that was tampered with could show any number here. Compare with the one published with the release,
            and compute it on a machine you trust.
          </p>
        </>
      )}
    </section>
  );
}

function Digest({ of: page }: { readonly of: { readonly sha256: string | null } | null }) {
  if (page === null) {
    return (
      <span className="out">
        <Mark kind="unknown" /> Not known: this page is not as it was built
      </span>
    );
  }
  const { sha256 } = page;
  if (sha256 === null) return <>The browser computes it only for addresses with https</>;
  return (
    <span className="copy-sum">
      <code>{sha256}</code>
      <CopyButton className="btn ghost mini" text={() => sha256} label="Copy the SHA-256">
        Copy
      </CopyButton>
    </span>
  );
}

function Offline({ sha256 }: { readonly sha256: string | null }) {
  const kept = useKept();
  return (
    <span className="copy-out">
      <Mark kind={works(kept) ? 'ok' : 'unknown'} /> {offlineWords(kept, sha256)}
    </span>
  );
}

function works(kept: Kept): boolean {
  return kept.kind === 'kept' || kept.kind === 'file';
}

function offlineWords(kept: Kept, sha256: string | null): string {
  switch (kept.kind) {
    case 'file':
      return 'Opened from a file: it asks for nothing.';
    case 'starting':
      return 'Being stored…';
    case 'not-offered':
      return 'This browser stores no copy for this address. Save the page instead.';
    case 'failed':
      return 'No copy was stored: the server did not give the files its own checksums name. Save the page instead.';
    case 'kept': {
      const { inUse, offered } = kept;
      const same = inUse.sha256 === sha256 ? 'This page is stored' : `Version ${inUse.version} is stored`;
      const next = offered === null ? '' : ` Version ${offered.version} is ready, and waits until you use it.`;
      return `${same} in this browser and opens without the server.${next}`;
    }
  }
}
