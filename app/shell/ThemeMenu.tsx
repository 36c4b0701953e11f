import { Icon, type IconName } from '../ui/Icon.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { useSetting } from './setting.ts';
import { theme, type Theme } from './theme.ts';

const themes: readonly { readonly value: Theme; readonly name: string; readonly icon: IconName }[] = [
  { value: 'system', name: 'As the system', icon: 'theme' },
  { value: 'light', name: 'Light', icon: 'sun' },
  { value: 'dark', name: 'Dark', icon: 'moon' },
];

export function ThemeMenu() {
  const current = useSetting(theme);
  return (
    <Menu buttonClass="btn ghost icon" label="Theme" button={<Icon name="theme" />}>
      {themes.map(({ value, name, icon }) => (
        <MenuItem
          key={value}
          icon={<Icon name={icon} />}
          name={name}
          checked={value === current}
          end={value === current ? <Icon name="check" /> : undefined}
          onPick={() => {
            theme.set(value);
          }}
        />
      ))}
    </Menu>
  );
}
