import type { ReactNode } from 'react';
import { ConsoleFrame } from '@/components/shell/console-frame';
import { visibleNavigation } from '@/components/shell/navigation';
import { loadCompany, loadViewer } from '@/features/access/loaders';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [viewer, company] = await Promise.all([loadViewer(), loadCompany()]);
  const { name, email, role, permissions } = viewer;
  return (
    <ConsoleFrame
      navigation={visibleNavigation(permissions)}
      permissions={permissions}
      viewer={{ name, email, role }}
      companyName={company.name}
    >
      {children}
    </ConsoleFrame>
  );
}
