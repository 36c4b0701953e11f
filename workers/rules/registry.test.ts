import { expect, test } from 'vitest';
import { plain, type Prose } from '../report/prose.ts';
import { referenceTitle, REFERENCES } from '../report/references.ts';
import { CARDS, RULES } from './registry.ts';

const cards = RULES.flatMap((rule) => rule.cards);
const words = (text: Prose): number => plain(text).trim().split(/\s+/).length;

test('every card says what it means, what happens, how it is known, what to do and when it is a false alarm', () => {
  for (const card of cards) {
    for (const part of [card.means, card.happens, card.how, card.falseAlarm])
      expect(words(part), card.id).toBeGreaterThan(1);
    expect(card.todo.length, card.id).toBeGreaterThan(0);
    for (const step of card.todo) expect(words(step), card.id).toBeGreaterThan(1);
    expect(card.title, card.id).toMatch(/^\S.*[^.!]$/);
    expect(card.id).toMatch(/^[a-z][a-z0-9]*(\.[a-z0-9-]+)+$/);
  }
});

test('rule ids are unique and every reference has a title', () => {
  expect(CARDS.size).toBe(cards.length);
  for (const card of cards) {
    expect(card.references.length, card.id).toBeGreaterThan(0);
    for (const reference of card.references)
      expect(referenceTitle(reference), `${card.id} ${reference}`).not.toBeNull();
  }
  expect(REFERENCES.length).toBe(new Set(REFERENCES).size);
});

test('the voice: what would happen, not what someone is', () => {
  const forbidden = /\b(malicious|malware|unsafe|threat|infected|dangerous file|safe)\b/i;
  for (const card of cards) {
    const text = [card.title, ...[card.means, card.happens, card.how, card.falseAlarm, ...card.todo].map(plain)].join(
      ' ',
    );
    expect(text, card.id).not.toMatch(forbidden);
    expect(text, card.id).not.toContain('!');
  }
});
