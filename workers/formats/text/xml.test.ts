import { expect, test } from 'vitest';
import { isXml, xmlOddities } from './xml.ts';

const codes = (text: string): string[] =>
  isXml(text) ? xmlOddities(text, (unit) => unit).map(({ code, subject }) => `${code} ${subject ?? ''}`) : ['none'];

test('entities that lead elsewhere, and those made of others', () => {
  expect(codes('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><PMML>&e;</PMML>')).toEqual([
    'xml-external e',
  ]);
  expect(codes('<!DOCTYPE x [<!ENTITY % p PUBLIC "a" "http://h/x.dtd">%p;]><x/>')).toEqual(['xml-external p']);
  expect(codes('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>')).toEqual(['xml-nested b']);
});

test('ordinary XML says nothing', () => {
  expect(codes('<?xml version="1.0"?><net name="m" version="11"><layers/></net>')).toEqual([]);
  expect(
    codes(
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist/>',
    ),
  ).toEqual([]);
  expect(codes('no markup <!ENTITY e SYSTEM "x">')).toEqual(['none']);
});
