/** Ways through a program: to a step, a byte, the next call, import, finding or match. The functions stay the same. */
import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useStable } from '../../ui/useStable.ts';
import { hasPages, keepPages, prefetchPages } from '../../ui/rows/pages.ts';
import type { RowScroll } from '../../ui/rows/useScroll.ts';
import type { OpcodePage } from '../../../workers/protocol.ts';
import type { Tables } from '../../engine/engine.ts';
import type { Program } from '../../../workers/report/schema.ts';
import { parseOffset } from '../bytes/decode.ts';
import { neighbour, type ProgramFinding } from './flags.ts';
import { OPCODE_ROWS, opcodePages } from './queries.ts';
import type { Shown } from './row.tsx';
import { clampStep, type Selection } from './selection.ts';
import type { Stop } from './transport.tsx';
import { useFind } from './useFind.ts';

/** The rows of a place are mostly here sooner, and are drawn once, with it; an engine that takes longer is not waited for. */
const WAIT_MS = 40;

interface Ways {
  readonly seq: number;
  readonly engine: Tables;
  readonly program: Program;
  readonly step: number;
  readonly select: (selection: Selection) => void;
  /** Findings of every program. */
  readonly findings: readonly ProgramFinding[];
  readonly shown: Shown;
  /** Offset that the rows show for byte 0 of the program's source. */
  readonly origin: number;
  /** How a row comes into view. */
  readonly rowsAt: Pick<RowScroll, 'reveal' | 'ahead'> | null;
}

export function useGoing({ seq, engine, program, step, select, findings, shown, origin, rowsAt }: Ways) {
  const client = useQueryClient();
  const [byte, setByte] = useState<{ readonly step: number; readonly offset: number } | null>(null);
  /** Counts the ways taken: who waits for rows must not overtake who came later. */
  const ways = useRef(0);
  const show = (goal: Selection): void => {
    ways.current += 1;
    if (goal.program === program.id) rowsAt?.reveal(goal.step, 'follow');
    select(goal);
  };
  const go = useStable((to: number) => {
    const goal = { program: program.id, step: clampStep(program, to) };
    const pages = opcodePages(seq, engine, program);
    const row = { first: goal.step, last: goal.step + 1 };
    const { seen, drawn } = rowsAt?.ahead(goal.step, 'follow') ?? { seen: row, drawn: row };
    const coming = prefetchPages(client, pages, drawn);
    if (coming === null || hasPages(client, pages, seen)) {
      show(goal);
      return;
    }
    ways.current += 1;
    const way = ways.current;
    void Promise.race([coming, passed(WAIT_MS)]).then(() => {
      if (way === ways.current) show(goal);
    });
  });
  const find = useFind(engine, program, step, go);
  const jump = useStable((direction: 1 | -1) => {
    const found = neighbour(findings, { program: program.id, step }, direction);
    if (found !== null) show({ program: found.program, step: found.step });
  });
  const next = useStable((what: Stop, direction: 1 | -1) => {
    if (what === 'finding') jump(direction);
    else find.next({ class: what === 'call' ? 'call' : 'name' }, direction);
  });
  const keepRows = (page: OpcodePage) => {
    const [first, count] = [page.first / OPCODE_ROWS, Math.ceil(page.rows.length / OPCODE_ROWS)];
    return keepPages(client, opcodePages(seq, engine, program), first, count, page);
  };
  /** Answers the step the byte belongs to, or the one that stays. */
  const pickByte = useStable(async (offset: number): Promise<number> => {
    const { seen } = rowsAt?.ahead(step, 'centre') ?? { seen: { first: step, last: step + 1 } };
    const half = Math.ceil((seen.last - seen.first) / 2);
    const found = await engine.rowsAt(program.id, offset, { before: half, after: half, pageSize: OPCODE_ROWS });
    const landing = found.ok ? found.value : null;
    if (landing !== null) await keepRows(landing.page);
    find.say(found.ok ? (landing === null ? 'That byte is not in this program' : '') : found.error.message);
    const at = landing?.step ?? step;
    setByte({ step: at, offset: Math.max(0, offset) });
    go(at);
    return at;
  });
  /** An offset as the rows show it. */
  const seek = useStable((text: string) => {
    const offset = parseOffset(text);
    if (offset === null) find.say('0x and up to 13 hex digits');
    else void pickByte(offset - origin);
  });
  const search = useStable((text: string, direction: 1 | -1) => {
    if (/^0x/i.test(text)) seek(text);
    else if (text !== '') find.next({ text }, direction);
    else if (shown === 'flagged') jump(direction);
    else if (shown !== 'all') find.next({ class: shown }, direction);
  });
  const onByte = useStable((offset: number) => void pickByte(offset));
  return { go, jump, next, search, seek, pickByte, onByte, find, byte: byte?.step === step ? byte.offset : null };
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
