/** Which pane stands beside or below the opcodes where there is room for one. */
export type Tab = 'python' | 'machine' | 'bytes';

interface TabsProps {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  /** The bytes are one of the tabs, not a dock. */
  readonly withBytes: boolean;
}

export function Tabs({ tab, onTab, withBytes }: TabsProps) {
  const names: readonly (readonly [Tab, string])[] = [
    ['python', 'Python'],
    ['machine', 'Stack, memo'],
    ...(withBytes ? [['bytes', 'Bytes'] as const] : []),
  ];
  return (
    <div className="seg" role="group" aria-label="Beside the opcodes">
      {names.map(([value, name]) => (
        <button key={value} type="button" aria-pressed={tab === value} onClick={() => onTab(value)}>
          {name}
        </button>
      ))}
    </div>
  );
}
