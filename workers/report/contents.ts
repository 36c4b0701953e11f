/** What a file says about itself: values and templates, from facts. Shown, never judged. */
import type { Fact, MetadataFact, TemplateFact } from '../facts.ts';
import { namesOf } from '../lang/jinja/names.ts';
import { preview } from '../lang/jinja/render/preview.ts';
import { judgeReach } from '../rules/template/internal.ts';
import { data } from './prose.ts';
import type { Metadata, Template, TemplatePreview } from './schema.ts';

/** Values listed, templates shown with their text, characters of one text and of all, and of one preview. */
const MAX_VALUES = 256;
const MAX_VALUE = 256;
const MAX_TEMPLATES = 12;
const MAX_SOURCE = 32_768;
const MAX_SOURCES = 131_072;
const MAX_PREVIEW = 4_096;
/** Names listed of each kind. */
const MAX_NAMES = 64;
const MAX_BEYOND = 40;

/** Undefined when the file says nothing about itself. */
export function metadataOf(facts: readonly Fact[]): Metadata | undefined {
  const found = facts.filter((fact): fact is MetadataFact => fact.kind === 'metadata');
  if (found.length === 0) return undefined;
  const entries = found.slice(0, MAX_VALUES).map(({ key, type, value, at }) => ({
    key: data(key, 160),
    type,
    value: value.map((part) => (typeof part === 'object' && 'data' in part ? shortened(part) : part)),
    place: at,
  }));
  return { entries, omitted: found.length - entries.length };
}

/** Keeps what was cut before. */
function shortened({ data: text, cut = 0 }: { readonly data: string; readonly cut?: number }): {
  data: string;
  cut?: number;
} {
  const part = data(text, MAX_VALUE);
  const left = (part.cut ?? 0) + cut;
  return left === 0 ? { data: part.data } : { data: part.data, cut: left };
}

/** Undefined when there is none. */
export function templatesOf(facts: readonly Fact[]): readonly Template[] | undefined {
  const found = facts.filter((fact): fact is TemplateFact => fact.kind === 'template');
  if (found.length === 0) return undefined;
  let left = MAX_SOURCES;
  return found.slice(0, MAX_TEMPLATES).map((fact) => {
    const template = templateOf(fact, Math.min(MAX_SOURCE, left));
    left -= template.source.data.length;
    return template;
  });
}

function templateOf({ name, holder, at, text, reaches, stop }: TemplateFact, room: number): Template {
  const { reads, calls, filters } = namesOf(text);
  const beyond = reaches.filter((reach) => judgeReach(reach) !== null);
  const names = (list: readonly string[]): Template['reads'] => list.slice(0, MAX_NAMES).map((one) => data(one, 80));
  return {
    name: data(name, 80),
    holder,
    place: at,
    source: data(text, room),
    reads: names(reads),
    calls: names(calls),
    filters: names(filters),
    loads: reaches.some(({ kind }) => kind === 'load'),
    beyond: beyond.slice(0, MAX_BEYOND).map(({ kind, shown, at: place }) => ({ kind, shown: data(shown, 160), place })),
    // Where a chain of internals leads is not known.
    steady: beyond.length === 0 && !calls.some((call) => CHANGING.has(call)) && !filters.includes('random'),
    stop: stop === null ? null : { place: stop.at, what: [data(stop.what, 200)] },
    preview: previewOf(text),
  };
}

/** What gives another text at another time. */
const CHANGING: ReadonlySet<string> = new Set(['strftime_now', 'now', 'lipsum', 'random']);

function previewOf(text: string): TemplatePreview {
  const { output, conversation, stop } = preview(text);
  return {
    conversation,
    output: data(output, MAX_PREVIEW),
    stop: stop === null ? null : { kind: stop.kind, what: stop.what },
  };
}
