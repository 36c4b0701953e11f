import type { SettingFact } from '../facts.ts';
import { data, prose, type Prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import { dangerOf } from '../rules/huggingface/names.ts';
import type { RuleInput } from '../rules/rule.ts';
import { fixed, type Placed, row } from './rows.ts';

/** Settings that name Python of a repository, which is only run when it is allowed. */
const REMOTE: ReadonlySet<string> = new Set([
  'auto-map',
  'auto-map-remote',
  'custom-pipeline',
  'component',
  'module-type',
]);

/** What the readers of a configuration do with the names of code in it: nothing where there is none. */
export function settingRows({ facts }: RuleInput): LoaderOutcome[] {
  const settings = facts.filter((fact): fact is SettingFact => fact.kind === 'setting');
  const remote = settings.find(({ code }) => REMOTE.has(code));
  const target = worst(settings, 'target');
  const python = worst(settings, 'yaml-python');
  return [
    ...(remote === undefined
      ? []
      : [
          row('from_pretrained', 'from_pretrained(f)', 'the default', at('refuses', ASKS, remote)),
          row(
            'from_pretrained-remote',
            'from_pretrained(f)',
            'trust_remote_code=True',
            at('runs', prose`It imports ${data(remote.value, 160)}.`, remote),
          ),
        ]),
    ...(target === undefined
      ? []
      : [
          row('hydra.instantiate', 'hydra.utils.instantiate', 'any version', called(target)),
          row('omegaconf', 'OmegaConf.load(f)', 'names stay texts', fixed('loads', ['It calls nothing.'])),
        ]),
    ...(python === undefined
      ? []
      : [
          row('yaml.safe_load', 'yaml.safe_load(f)', 'any version', at('refuses', NO_TAGS, python)),
          row('yaml.unsafe_load', 'yaml.unsafe_load(f)', 'also yaml.load before 5.1', called(python)),
        ]),
  ];
}

const ASKS: Prose = ['It runs no code that a model brings along, unless it is allowed to.'];
const NO_TAGS: Prose = ['It makes no Python objects.'];

/** The one that does most, of those of a kind. */
function worst(settings: readonly SettingFact[], code: string): SettingFact | undefined {
  const all = settings.filter((fact) => fact.code === code);
  return (
    all.find(({ value }) => dangerOf(value) === 'critical') ??
    all.find(({ value }) => dangerOf(value) !== null) ??
    all[0]
  );
}

function called(fact: SettingFact): Placed {
  return dangerOf(fact.value) === null
    ? at('unknown', prose`It calls ${data(fact.value, 160)}: what that does is up to its library.`, fact)
    : at('runs', prose`It calls ${data(fact.value, 160)}.`, fact);
}

function at(outcome: LoaderOutcome['outcome'], reason: Prose, fact: SettingFact): Placed {
  return fixed(outcome, reason, fact.at);
}
