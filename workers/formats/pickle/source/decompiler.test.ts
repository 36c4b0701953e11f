import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PAGE_ROWS, type SourceLine, type SourceRow } from '../../../protocol.ts';
import { plain } from '../../../report/prose.ts';
import { bytesSource } from '../../../source/sources.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';
import { OPCODES } from '../opcodes.ts';
import { readPickle } from '../read.ts';
import { Decompiler } from './decompiler.ts';

const engine = instantiate(loadModule());
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

async function decompile(program: string | Uint8Array, most?: number) {
  const source = bytesSource(typeof program === 'string' ? latin1(program) : program, 'x.pkl');
  const run = await readPickle(source, 0, { engine });
  const decompiler = new Decompiler(source, run.traces, (inner) => readPickle(inner, 0, { engine }), most);
  const close = (): void => {
    decompiler.close();
    run.close();
  };
  return { decompiler, run, close };
}

const code = ({ tokens, indent }: SourceLine): string => '    '.repeat(indent) + plain(tokens.map(({ part }) => part));

/** The statements, without the two lines of the heading. */
async function statements(program: string | Uint8Array): Promise<string[]> {
  const { decompiler, close } = await decompile(program);
  const { rows } = await decompiler.lines(0, PAGE_ROWS);
  close();
  return rows.slice(2).map(code);
}

async function folded(program: string): Promise<SourceRow[]> {
  const { decompiler, close } = await decompile(program);
  const { rows } = await decompiler.rows(0, PAGE_ROWS);
  close();
  return rows.slice(2);
}

const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`;
const EVIL = `cos\nsystem\n(${text('exit 7')}tR`;

test('a program of too many statements is written up to there, and says so', async () => {
  const { decompiler, run, close } = await decompile(`${EVIL}0`.repeat(9) + 'N.', 8);
  const { rows } = await decompiler.lines(0, PAGE_ROWS);
  expect(rows.slice(2).map(code).slice(-3)).toEqual([
    'c5 = i4("exit 7")',
    '# 12 more statements are not written here. The opcodes are all there.',
    'return None',
  ]);
  expect((await decompiler.summary()).limit).not.toBeNull();
  expect(await decompiler.at(2)).not.toBeNull();
  expect(await decompiler.at(run.replay.trace.steps - 8)).toBeNull();
  close();
});

describe('statements', () => {
  test('an import, a call, what is returned', async () => {
    expect(await statements(`${EVIL}.`)).toEqual(['i0 = import_("os").system', 'c1 = i0("exit 7")', 'return c1']);
  });

  test('a line knows its offset, its steps, and that its result is thrown away', async () => {
    const [, call] = await folded(`${EVIL}q\x050N.`);
    expect(call).toMatchObject({ at: '0x18', from: 0, to: 4, bytes: { offset: 24, length: 1 } });
    expect(plain(call?.note ?? [])).toBe('os.system, result dropped');
    expect(call?.tokens.find(({ part }) => typeof part !== 'string' && 'data' in part)?.step).toBe(2);
  });

  test('a name is written as it stands in the file, what it comes to is noted', async () => {
    const [line] = await folded('\x80\x04\x8c\x09posixpath\x8c\x09os.system\x93.');
    expect(code(line!)).toBe('i0 = import_("posixpath").os.system');
    expect(plain(line!.note)).toBe('is os.system, through another module');
  });

  test('no name looks like another, and no text ends its own quotes', async () => {
    const [line] = await statements(`cos"; x\nsystem as y; import\xc3\xa9 #\n.`);
    expect(line).toBe('i0 = import_("os\\"; x").system\\u{20}as\\u{20}y\\u{3b}\\u{20}import\\u{e9}\\u{20}\\u{23}');
    expect(await statements(`${text('a"\n\\')}.`)).toEqual(['return "a\\"\\n\\\\"']);
  });

  test('text from the file is data in every line', async () => {
    const [, call] = await folded(`${EVIL}.`);
    expect(call?.tokens.map(({ part }) => part)).toContainEqual({ data: 'exit 7' });
  });

  test('every call says what kind it is', async () => {
    const object = 'c__main__\nA\n)\x81';
    expect(await statements(`\x80\x02${object}.`)).toContain('c1 = i0.__new__(i0)');
    expect(await statements(`\x80\x02${object}}b.`)).toContain('c1.__setstate__({})');
    expect(await statements(`\x80\x02${object}(K\x01K\x02e.`)).toContain('c1.extend((1, 2))');
    expect(await statements(`\x80\x02${object}K\x01a.`)).toContain('c1.append(1)');
    expect(await statements(`\x80\x02${object}(K\x01K\x02K\x03K\x04u.`)).toEqual(
      expect.arrayContaining(['c1[1] = 2', 'c1[3] = 4']),
    );
    expect(await statements(`\x80\x02K\x05Q.`)).toEqual(['p0 = persistent_load(5)', 'return p0']);
    expect(await statements(`\x80\x04c__main__\nA\n)}${text('k')}K\x01s\x92.`)).toContain(
      'c1 = i0.__new__(i0, **{"k": 1})',
    );
  });

  test('a container that two statements use is one object, as it was at each of them', async () => {
    expect(await statements('\x80\x02cm\nf\nq\0]q\x01K\x01a\x85R0h\0h\x01K\x02a\x85R.')).toEqual([
      'i0 = import_("m").f',
      'v3 = [1]',
      'c1 = i0(v3)',
      'v3.extend([2])',
      'c2 = i0(v3)',
      'return c2',
    ]);
  });

  test('what holds itself has a name and a circumflex', async () => {
    expect(await statements(']q\0h\0a.')).toEqual(['v0 = [^v0]', 'return v0']);
  });

  test('what an opcode raises is the last line, and what ran before stands', async () => {
    const lines = await folded(`${EVIL}h\x07.`);
    expect(lines.map(code).at(-1)).toBe('raise UnpicklingError("the memo slot was never written")');
    expect(plain(lines.at(-1)!.note)).toBe('what stands above has already run');
    expect(lines.at(-1)!.bytes).toEqual({ offset: 25, length: 1 });
  });
});

describe('several readings', () => {
  const SPLIT = '\x80\x04\x95\x06\0\0\0\0\0\0\0cnumpyos\nsystem\nX\x06\0\0\0exit 7\x85R.';

  test('engines that part get a case each', async () => {
    expect(await statements(SPLIT)).toEqual([
      'match engine:',
      '    case "C":',
      '        i0 = import_("numpyos").system',
      '        c1 = i0("exit 7")',
      '        return c1',
      '    case "C from BytesIO":',
      '        i0 = import_("os").system',
      '        c1 = i0("exit 7")',
      '        return c1',
      '    case "Python":',
      '        raise UnpicklingError("an argument crosses the end of its frame")',
    ]);
  });

  test('engines that agree share what is said, and each says how far it comes', async () => {
    const { decompiler, close } = await decompile(SPLIT);
    const { engines } = await decompiler.summary();
    close();
    expect(engines.map(({ id, differs, failure }) => [id, differs, failure === null])).toEqual([
      ['c', null, true],
      ['c-drop', 11, true],
      ['python', 11, false],
      ['weights-only', null, false],
    ]);
  });

  test('a program inside the program is written under the call that loads it', async () => {
    const inner = `${EVIL}.`;
    const outer = `\x80\x04cpickle\nloads\n(C${String.fromCharCode(inner.length)}${inner}tR.`;
    const { decompiler, close } = await decompile(outer);
    const { rows } = await decompiler.lines(2, 20);
    close();
    expect(rows.map(code).slice(2)).toEqual([
      '    # the program in the bytes at 0x13',
      '    n1_i0 = import_("os").system',
      '    n1_c1 = n1_i0("exit 7")',
      '    return n1_c1',
      'return c1',
    ]);
    expect(rows[4]).toMatchObject({ at: '0x13+0x18', bytes: { offset: 0x13 + 0x18, length: 1 }, to: null });
  });
});

describe('folding', () => {
  const tensor = (i: number): string =>
    `h\x01((${text('storage')}h\x02${text(i.toString())}${text('cpu')}K\x04tQK\0K\x04\x85K\x01\x85\x89h\0)RtR`;
  const checkpoint = (count: number, odd: string): string => {
    const entries = Array.from(
      { length: count },
      (_, i) => `${text(`w${i.toString()}`)}${tensor(i)}${i === 20 ? odd : ''}`,
    );
    const names =
      'ccollections\nOrderedDict\nq\0ctorch._utils\n_rebuild_tensor_v2\nq\x01ctorch\nFloatStorage\nq\x02000';
    return `\x80\x02${names}h\0)R(${entries.join('')}u.`;
  };

  test('alike groups are one, with their count', async () => {
    const rows = await folded(checkpoint(40, ''));
    expect(rows.filter(({ hidden }) => hidden > 0).map(({ alike, group }) => [alike, group])).toEqual([
      [39, 3],
      [39, 1],
    ]);
  });

  test('the odd line stands alone and says why', async () => {
    const rows = await folded(checkpoint(40, `${EVIL}0`));
    const alone = rows.filter((row) => row.alone !== null);
    expect(alone.map(code)).toEqual(['i67 = import_("os").system', 'c68 = i67("exit 7")']);
    expect(plain(alone[0]!.alone!)).toContain('40 groups of lines');
  });

  test('calls of what is not ordinary are alike only when they say the same', async () => {
    const calls = Array.from({ length: 20 }, (_, i) => `h\0${text(i === 9 ? 'rm' : 'ls')}\x85R0`).join('');
    const rows = await folded(`\x80\x02cos\nsystem\nq\x000${calls}N.`);
    expect(rows.map(code).filter((line) => line.includes('rm'))).toHaveLength(1);
    expect(rows.filter(({ hidden }) => hidden > 0)).toHaveLength(2);
  });

  test('a long container has a line, and its entries when it is unfolded', async () => {
    const program = `(${Array.from({ length: 300 }, (_, i) => `M${String.fromCharCode(i & 255, i >> 8)}`).join('')}l.`;
    const [row] = await folded(program);
    expect(code(row!)).toBe('v301 = [0, 1, 2, 3, 4, 5, 6, 7, … 292 more]');
    expect(row).toMatchObject({ hidden: 301, alike: 0 });
    const { decompiler, close } = await decompile(program);
    const { rows } = await decompiler.lines(2, 256);
    const last = await decompiler.lines(300, 10);
    close();
    expect(rows.slice(0, 3).map(code)).toEqual(['v301 = [', '    0,', '    1,']);
    expect(last.rows.map(code)).toEqual(['    297,', '    298,', '    299,', ']', 'return v301']);
  });
});

describe('any program', () => {
  const opcode = fc.constantFrom(...OPCODES.map(({ code: byte }) => String.fromCharCode(byte)));
  const piece = fc.oneof(
    { weight: 4, arbitrary: opcode },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'cos\nsystem\n',
        'cm\nf\nq\0',
        ']',
        '}',
        '(',
        'K\x01',
        text('ab'),
        'h\0',
        'tR',
        '\x85R',
        'a',
        's',
        'b',
        '0',
        '2',
        'Q',
        ')\x81',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 6 }) },
  );

  test('never throws; lines nest in the program, and every step is found again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const { decompiler, run, close } = await decompile(`\x80\x02${pieces.join('')}.`);
        const [trace] = run.traces;
        const { lines, rows } = await decompiler.summary();
        const all = await decompiler.lines(0, PAGE_ROWS);
        const shown = await decompiler.rows(0, PAGE_ROWS);
        expect(all.rows.map(({ line }) => line)).toEqual(all.rows.map((_, i) => i + 1));
        for (const { from, to, bytes } of all.rows) {
          if (from !== null && to !== null) {
            expect(from).toBeLessThanOrEqual(to);
            expect(to).toBeLessThan(Math.max(1, trace!.steps));
          }
          if (bytes !== null) expect(bytes.offset).toBeGreaterThanOrEqual(trace!.start);
        }
        if (shown.rows.length === rows) expect(shown.rows.reduce((sum, { hidden }) => sum + hidden + 1, 0)).toBe(lines);
        for (let step = 0; step < trace!.steps; step += 3) {
          const place = await decompiler.at(step);
          expect(place === null || (place.line >= 1 && place.line <= lines && place.row < rows)).toBe(true);
        }
        close();
      }),
      { numRuns: 150 },
    );
  });

  test('the same program gives the same lines', async () => {
    const program = `\x80\x02${EVIL}0]q\x01h\x01a.`;
    expect(await statements(program)).toEqual(await statements(program));
  });
});
