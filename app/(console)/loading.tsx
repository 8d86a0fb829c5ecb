import { PageSkeleton } from '@/components/page-skeleton';

export default function ConsoleLoading() {
  return <PageSkeleton />;
}
