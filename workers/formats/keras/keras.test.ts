import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());

async function reported(config: unknown): Promise<Report> {
  const bytes = new TextEncoder().encode(JSON.stringify(config));
  const analysis = await analyse(bytesSource(bytes, 'config.json'), engine);
  return reportOf(analysis, { path: 'config.json', size: bytes.length, sha256: null });
}

const sequential = (...layers: readonly unknown[]): unknown => ({
  module: 'keras',
  class_name: 'Sequential',
  config: { name: 's', layers },
  registered_name: null,
});

const told = async (...layers: readonly unknown[]): Promise<string[]> =>
  (await reported(sequential(...layers))).findings.map(({ rule, severity }) => `${rule} ${severity}`);

const DENSE = {
  module: 'keras.layers',
  class_name: 'Dense',
  config: {
    name: 'dense/1',
    units: 3,
    activation: 'relu',
    kernel_initializer: {
      module: 'keras.initializers',
      class_name: 'GlorotUniform',
      config: { seed: null },
      registered_name: null,
    },
  },
  registered_name: null,
};
/** marshal.dumps of `lambda x: __import__("os").system("echo hi")` and of `lambda x: x / 255` (CPython 3.11). */
const SYSTEM =
  '4wEAAAAAAAAAAAAAAAMAAAADAAAA80YAAACXAHQBAAAAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAACgAQAAAAAAAAAAAAAAAAAAAAAAAAAAZAKmAQAAqwEAAAAAAAAAAFMAKQNO2gJvc/oHZWNobyBoaSkC2gpfX2ltcG9ydF9f2gZzeXN0ZW2pAdoBeHMBAAAAIPoHPHN0ZGluPvoIPGxhbWJkYT5yCQAAAAIAAABzHAAAAIAAtQq4NNEwQNQwQNcwR9IwR8gJ0TBS1DBSgADzAAAAAA==';
const SCALE =
  '4wEAAAAAAAAAAAAAAAIAAAADAAAA8wwAAACXAHwAZAF6CwAAUwApAk7p/wAAAKkAqQHaAXhzAQAAACD6BzxzdGRpbj76CDxsYW1iZGE+cgcAAAADAAAAcwoAAACAALABsEOxB4AA8wAAAAA=';

describe('a configuration of Keras', () => {
  test('of Keras’ own layers says nothing', async () => {
    const report = await reported(
      sequential(DENSE, { module: 'builtins', class_name: 'function', config: 'relu', registered_name: 'function' }),
    );
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('nothing-runs');
  });

  test('bytecode, as Keras 3 and as Keras 2 write it, by what it uses', async () => {
    const three = (code: string): unknown => ({
      class_name: 'Lambda',
      config: { function: { class_name: '__lambda__', config: { code, defaults: null, closure: null } } },
    });
    const two = {
      class_name: 'Lambda',
      config: { function: [SYSTEM, null, null], function_type: 'lambda', module: '__main__' },
    };
    expect(await told(three(SYSTEM))).toEqual(['keras.bytecode-telling critical']);
    expect(await told(two)).toEqual(['keras.bytecode-telling critical']);
    expect(await told(three(SCALE))).toEqual(['keras.bytecode high']);
    expect(await told(three('bm8gY29kZQ=='))).toEqual(['keras.bytecode high']);
    const untyped = (code: string): unknown => ({ class_name: 'Lambda', config: { function: [code, null, null] } });
    expect(await told(untyped(SYSTEM))).toEqual(['keras.bytecode-telling critical']);
    expect(await told(untyped('bm8gY29kZQ=='))).toEqual(['keras.unclear medium']);
    const written = { class_name: 'Lambda', config: { function: 'lambda x: eval("x")' } };
    expect(await told(written)).toEqual(['keras.unclear medium']);
    expect(await told({ class_name: 'Lambda', config: { function: 'scale' } })).toEqual([]);
    const { findings } = await reported(sequential(three(SYSTEM)));
    expect(plain(findings[0]?.what ?? [])).toContain('__import__, system');
  });

  test('names of other modules, by what they do', async () => {
    const named = (module: string, name: string): unknown => ({
      module,
      class_name: 'function',
      config: name,
      registered_name: 'function',
    });
    expect(await told(named('os', 'system'))).toEqual(['keras.call critical']);
    expect(await told({ module: 'subprocess', class_name: 'Popen', config: {}, registered_name: null })).toEqual([
      'keras.call critical',
    ]);
    expect(await told(named('builtins', 'eval'))).toEqual(['keras.call critical']);
    expect(await told(named('keras.utils', 'get_file'))).toEqual(['keras.call critical']);
    expect(await told({ module: 'keras.config', class_name: 'enable_unsafe_deserialization', config: {} })).toEqual([
      'keras.call critical',
    ]);
    expect(
      await told({ module: 'my_layers', class_name: 'Attention', config: {}, registered_name: 'mine>Attention' }),
    ).toEqual(['keras.foreign medium']);
    expect(await told({ class_name: 'mine>Attention', config: {} })).toEqual(['keras.custom note']);
  });

  test('paths: another model, a vocabulary, a name', async () => {
    expect(await told({ module: 'keras.layers', class_name: 'TFSMLayer', config: { filepath: '//host/m' } })).toEqual([
      'keras.model high',
    ]);
    expect(
      await told({ module: 'keras.layers', class_name: 'StringLookup', config: { vocabulary: '/etc/passwd' } }),
    ).toEqual(['keras.file medium']);
    expect(
      await told({ module: 'keras.layers', class_name: 'StringLookup', config: { vocabulary: ['a', 'b'] } }),
    ).toEqual([]);
    expect(await told({ module: 'keras.layers', class_name: 'Dense', config: { name: '../../x' } })).toEqual([
      'keras.label high',
    ]);
  });

  test('a torch module in it is opened, and what it does is told', async () => {
    const pickle = btoa('\x80\x02cos\nsystem\nX\x04\0\0\0true\x85R.');
    const findings = await told({
      module: 'keras.layers',
      class_name: 'TorchModuleWrapper',
      config: { name: 't', module: pickle },
    });
    expect(findings).toContain('keras.torch high');
    expect(findings).toContain('pickle.call.process critical');
  });

  test('other JSON with classes is none', async () => {
    const report = await reported({ class_name: 'os', kind: 'x', layers: [{ class_name: 'system', module: 'os' }] });
    expect(report.findings).toEqual([]);
  });
});
