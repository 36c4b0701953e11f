import type { TemplateReach } from '../../facts.ts';
import type { Severity } from '../../report/schema.ts';

/** Attributes that lead from any object to the interpreter, besides those between double underscores (jinja2/sandbox.py). */
const INTERNAL: ReadonlySet<string> = new Set(
  'gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await ag_frame ag_code tb_frame tb_next f_globals f_builtins f_locals f_back f_code func_globals func_code func_closure co_code co_consts im_class im_func im_self'.split(
    ' ',
  ),
);

/** Functions a prompt has no use for. */
const TELLING: ReadonlySet<string> = new Set(
  'eval exec compile system popen Popen spawn check_output check_call getoutput execfile __import__ import_module open getattr setattr globals locals vars breakpoint'.split(
    ' ',
  ),
);

export type TemplateCode = 'internal' | 'private' | 'computed' | 'call' | 'format' | 'load' | 'repeat' | 'trigger';

export interface TemplateJudgement {
  readonly code: TemplateCode;
  readonly severity: Severity;
}

/** What a reach amounts to; null for what ordinary templates do. */
export function judgeReach({ kind, name }: TemplateReach): TemplateJudgement | null {
  switch (kind) {
    case 'attribute':
      if (/^__\w*__$/.test(name) || INTERNAL.has(name) || /^_.*__\w/.test(name))
        return { code: 'internal', severity: 'critical' };
      if (name === 'mro') return { code: 'internal', severity: 'high' };
      return name.startsWith('_') ? { code: 'private', severity: 'medium' } : null;
    case 'unknown-attribute':
      return { code: 'computed', severity: 'high' };
    case 'call':
      return TELLING.has(name) ? { code: 'call', severity: 'high' } : null;
    case 'format':
      return { code: 'format', severity: /__\w+__/.test(name) ? 'critical' : 'medium' };
    case 'load':
      return { code: 'load', severity: 'medium' };
    case 'repeat':
      return { code: 'repeat', severity: 'medium' };
    case 'trigger':
      return { code: 'trigger', severity: 'medium' };
    case 'filter':
    case 'test':
    case 'loop':
      return null;
  }
}
