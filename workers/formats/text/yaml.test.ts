import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import type { Report } from '../../report/schema.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());

async function reported(text: string, name = 'config.yaml'): Promise<Report> {
  const bytes = new TextEncoder().encode(text);
  const analysis = await analyse(bytesSource(bytes, name), engine);
  return reportOf(analysis, { path: name, size: bytes.length, sha256: null });
}

const told = async (text: string, name?: string): Promise<string[]> =>
  (await reported(text, name)).findings.map(({ rule, severity }) => `${rule} ${severity}`);

describe('YAML', () => {
  test('ordinary configurations say nothing', async () => {
    const text = `# settings
target: eval
model:
  _target_: torch.nn.Linear
  in_features: 3
trainer: {class_path: lightning.pytorch.Trainer, max_epochs: 1}
flavors:
  python_function: {loader_module: mlflow.sklearn}
args: !!python/object:argparse.Namespace {lr: 1}
size: !!python/tuple [1, 2]
`;
    const report = await reported(text);
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('nothing-runs');
  });

  test('objects of Python, by what they name', async () => {
    expect(await told('a: !!python/object/apply:os.system ["echo hi"]')).toEqual(['huggingface.yaml-python critical']);
    expect(await told('%TAG !p! tag:yaml.org,2002:python/\n---\na: !p!object/new:subprocess.Popen [x]')).toEqual([
      'huggingface.yaml-python critical',
    ]);
    expect(await told('a: !<tag:yaml.org,2002:python/name:builtins.eval> ""')).toEqual([
      'huggingface.yaml-python critical',
    ]);
    expect(await told('a: !!python/object/apply:mine.Thing []')).toEqual(['huggingface.yaml-python medium']);
    expect(await told('a: !!javax.script.ScriptEngineManager [x]')).toEqual(['huggingface.yaml-foreign medium']);
  });

  test('names that are called, also those a module only passes on', async () => {
    expect(await told('_target_: os.system\ncommand: echo')).toEqual(['huggingface.target critical']);
    expect(await told('"\\x5ftarget_": nemo.core.os.system')).toEqual(['huggingface.target critical']);
    expect(await told('a: {class_path: subprocess.run}')).toEqual(['huggingface.class-path critical']);
    expect(await told('_target_: mine.Model')).toEqual(['huggingface.target medium']);
    expect(await told('flavors:\n  python_function:\n    loader_module: mine', 'MLmodel')).toEqual([
      'huggingface.loader-module medium',
    ]);
  });

  test('chat templates, and texts that reach Python where something fills them in', async () => {
    expect(await told("chat_template: '{{ messages[0] }}'")).toEqual([]);
    expect(await told("deploy: \"{{ __import__('os').system('x') }}\"")).toContain('template.call high');
    const text = 'a: 1\nchat_template: "{{ x.__class__.__base__ }}"';
    const [finding] = (await reported(text)).findings;
    expect([finding?.rule, finding?.place.offset]).toEqual(['template.internal', text.indexOf('.__class__')]);
    const folded = 'a: |\n  {{ x\n  .__class__.__base__ }}\n';
    expect((await reported(folded)).findings.map(({ place }) => place.offset)).toEqual([3]);
  });

  test('its name does not matter, its place does', async () => {
    const text = '# ordinary\n\nmodel:\n  _target_: os.system\n';
    const { findings } = await reported(text, 'settings');
    expect(findings.map(({ place }) => text.slice(place.offset, place.offset + place.length))).toEqual(['os.system']);
  });
});
