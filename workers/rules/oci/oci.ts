import type { OciCode } from '../../formats/oci/manifest.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const BLOB: Omit<OddityKind, 'severity' | 'title' | 'means'> = {
  happens:
    'Tools that do not check it write what they download, or read what they serve, at a place of the file’s choice.',
  falseAlarm: 'None known: tools write digests themselves.',
  todo: 'Do not pull or push it. Ask for a manifest of the publisher.',
  references: ['CWE-22', 'CWE-73'],
};

const KINDS: Readonly<Record<OciCode, OddityKind>> = {
  'digest-path': {
    ...BLOB,
    severity: 'high',
    effect: 'have a file outside its own folder written or read',
    title: 'A blob is named by a path',
    means: 'Blobs are stored under their hash. In place of one stands a path.',
  },
  digest: {
    ...BLOB,
    severity: 'medium',
    title: 'A blob is named by no hash',
    means: 'Blobs are stored and checked by their hash. What stands there is none of the length it must have.',
    happens: 'Nothing says what the bytes have to be.',
    references: ['CWE-354'],
  },
  foreign: {
    ...BLOB,
    severity: 'medium',
    title: 'A blob comes from an address',
    means: 'The manifest gives addresses from which the bytes are fetched, in place of the registry.',
    happens: 'Tools that obey fetch from there; the hash still says what the bytes have to be.',
    falseAlarm: 'Layers of Windows that nobody may pass on.',
    references: ['CWE-918', 'CWE-829'],
  },
  title: {
    ...BLOB,
    severity: 'high',
    effect: 'have a file outside its own folder written',
    title: 'A blob is to be stored outside the folder',
    means: 'An annotation names the file a blob becomes. The name leads elsewhere.',
  },
};

/** What manifests of registries (OCI, Docker, Ollama) say of their blobs. */
export const OCI = oddityRule('oci', 'The manifest was parsed, and every blob in it was looked at.', KINDS);
