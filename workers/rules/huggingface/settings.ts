import type { SettingFact } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import { cardOf, type OddityKind } from '../oddity/oddity.ts';
import type { Draft, Rule } from '../rule.ts';
import { SETTING_KINDS } from './kinds.ts';
import { dangerOf, isOrdinary } from './names.ts';
import { whereAt } from '../../report/where.ts';

const KINDS: ReadonlyMap<string, OddityKind> = new Map(Object.entries(SETTING_KINDS));

const HOW = 'The configuration was parsed, and every object in it looked through for keys and tags that loaders obey.';

/** Settings of a model folder that make loaders run or fetch code. */
export const SETTINGS: Rule = {
  cards: [...KINDS].map(([key, kind]) => cardOf(`huggingface.${key}`, HOW, kind)),
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'setting' ? draftsOf(fact) : [])),
};

function draftsOf(fact: SettingFact): Draft[] {
  const kind = KINDS.get(fact.code);
  if (kind === undefined) return [];
  const severity = severityOf(fact, kind);
  if (severity === null) return [];
  const shown: Prose = prose`${data(fact.key, 120)}: ${data(fact.value, 160)}`;
  const { effect } = kind;
  return [
    {
      rule: `huggingface.${fact.code}`,
      severity,
      title: [kind.title],
      where: whereAt(fact.at),
      snippet: shown,
      place: fact.at,
      what: prose`The file says ${shown}. ${kind.happens}`,
      certainty: { word: 'Likely', reason: ['It depends on the loader’s version and on what it is allowed.'] },
      count: 1,
      evidence: { kind: 'place' },
      ...(effect === undefined || (severity !== 'high' && severity !== 'critical')
        ? {}
        : { effect: { capability: 'IMPORT_BY_NAME' as const, would: effect, call: shown } }),
    },
  ];
}

/** What a name to call is decides; null for those of libraries. */
function severityOf({ code: setting, value, repo, key }: SettingFact, kind: OddityKind): Severity | null {
  // An expression that older versions evaluate.
  if (setting === 'jsonpickle' && key.endsWith('py/repr')) return 'critical';
  if (NAMING.has(setting)) return severityOfName(setting, value, kind);
  if (setting === 'custom-generate' && repo !== null) return 'high';
  if (setting === 'attention-kernel' && key.endsWith('_internal')) return 'critical';
  return kind.severity;
}

/** Settings whose value is a name that gets called. */
const NAMING: ReadonlySet<string> = new Set(['target', 'class-path', 'loader-module', 'yaml-python', 'jsonpickle']);

function severityOfName(setting: string, value: string, kind: OddityKind): Severity | null {
  if (setting === 'loader-module' && /^mlflow(?:\.\w+)?$/.test(value)) return null;
  const danger = dangerOf(value);
  if (danger !== null) return danger;
  switch (setting) {
    // Words that other programs use for much else: told when what they name is telling.
    case 'class-path':
      return null;
    case 'yaml-python':
    case 'jsonpickle':
      return isOrdinary(value) ? null : kind.severity;
    default:
      return setting === 'target' && LIBRARIES.test(value) ? null : kind.severity;
  }
}

const LIBRARIES =
  /^(?:torch|transformers|diffusers|nemo|numpy|lightning|pytorch_lightning|hydra|omegaconf|torchvision|torchaudio|timm)\./;
