import { expect, test } from 'vitest';
import { encodedCommand } from './encoded-command.ts';

const hidden = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');

test('what PowerShell is given in Base64 is decoded, in a line and in a list of texts', () => {
  const command = 'Start-Process calc';
  expect(encodedCommand(`powershell -nop -w hidden -EncodedCommand ${hidden(command)}`)).toBe(command);
  expect(encodedCommand(`["powershell.exe", "-enc", "${hidden(command)}"]`)).toBe(command);
  expect(encodedCommand(`pwsh -e ${hidden(command)}`)).toBe(command);
});

test('other words are no encoded commands', () => {
  expect(encodedCommand('powershell -ExecutionPolicy Bypass')).toBeNull();
  expect(encodedCommand(`echo ${hidden('x')}`)).toBeNull();
  expect(encodedCommand('powershell -enc AAAAAAAAAAA!')).toBeNull();
});
