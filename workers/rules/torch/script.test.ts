import { expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import { torchZip } from '../../containers/zip/build-zip.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function told(method: string, call: string): Promise<string[]> {
  const source = `class M(Module):\n  __parameters__ = []\n  w : Tensor\n  def ${method}(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    ${call}\n    return x\n`;
  const bytes = torchZip('m', {
    'data.pkl': ascii('\x80\x02}.'),
    'constants.pkl': ascii('\x80\x02).'),
    'code/__torch__.py': ascii(source),
  });
  const analysis = await analyse(bytesSource(bytes, 'm.pt'), engine);
  const report = await reportOf(analysis, { path: 'm.pt', size: bytes.length, sha256: null });
  return report.findings.map(({ rule, severity }) => `${rule} ${severity}`).filter((line) => line.startsWith('torch.'));
}

test('a program that computes says no more than that it is one', async () => {
  expect(await told('forward', '_0 = torch.add(x, x, alpha=1)')).toEqual(['torch.script medium']);
  expect(await told('forward', '_0 = ops.torchvision.nms(x, x, 0.5)')).toEqual(['torch.script medium']);
});

test('files that it writes and reads, operators that are not PyTorch’s', async () => {
  expect(await told('__setstate__', 'torch.save(x, "/tmp/x")')).toContain('torch.script.file critical');
  expect(await told('forward', '_0 = torch.from_file("/etc/passwd", False, 4)')).toContain(
    'torch.script.file critical',
  );
  expect(await told('helper', '_0 = ops.aten.save(x, "y")')).toContain('torch.script.file high');
  expect(await told('forward', '_0 = ops.mine.run(x)')).toContain('torch.script.operator medium');
});
