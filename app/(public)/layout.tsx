import type { ReactNode } from 'react';
import { PublicFrame } from '@/components/public-frame';
import { loadCompany } from '@/features/access/loaders';

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const { name } = await loadCompany();
  return <PublicFrame company={name || 'Tessera'}>{children}</PublicFrame>;
}
