/** The screens of a document, in the order of the tabs. */
import type { ComponentType } from 'react';
import type { Report } from '../../workers/report/schema.ts';
import type { View } from '../link/route.ts';
import type { IconName } from '../ui/Icon.tsx';
import { BytesView } from './bytes/BytesView.tsx';
import { OpcodesView } from './opcodes/OpcodesView.tsx';
import { ReportView } from './report/ReportView.tsx';
import { TensorsView } from './tensors/TensorsView.tsx';
import type { ViewProps } from './view.ts';

export interface Screen {
  readonly view: View;
  readonly name: string;
  readonly icon: IconName;
  /** Whether this report has something to show there. */
  readonly applies: (report: Report) => boolean;
  readonly Component: ComponentType<ViewProps>;
}

export const screens: readonly Screen[] = [
  { view: 'report', name: 'Report', icon: 'report', applies: () => true, Component: ReportView },
  { view: 'opcodes', name: 'Opcodes', icon: 'ops', applies: (r) => r.programs.length > 0, Component: OpcodesView },
  { view: 'bytes', name: 'Bytes', icon: 'bytes', applies: () => true, Component: BytesView },
  {
    view: 'tensors',
    name: 'Tensors',
    icon: 'tensor',
    applies: (r) => r.tensors !== null && r.tensors.count > 0,
    Component: TensorsView,
  },
];
