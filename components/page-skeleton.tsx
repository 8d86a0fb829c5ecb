import { Skeleton } from '@mantine/core';
import { PageBody } from './page-body';
import classes from './page-skeleton.module.css';
import { NavToggle } from './shell/nav-toggle';

/** The shape of a page while its data is on the way; shown after 150 ms. `rows`: of the table. */
export function PageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={classes.root} aria-busy="true">
      <div className={classes.bar}>
        <NavToggle />
        <Skeleton width={96} height={14} />
      </div>
      <div className={classes.head}>
        <Skeleton width={180} height={20} />
      </div>
      <PageBody wide>
        <Skeleton width="min(20rem, 100%)" height={32} mb="md" />
        {Array.from({ length: rows }, (_, i) => i).map((i) => (
          <div key={i} className={classes.row}>
            <Skeleton width={`${32 + ((i * 7) % 20)}%`} height={12} />
            <Skeleton width="12%" height={12} />
            <Skeleton width="18%" height={12} />
          </div>
        ))}
      </PageBody>
    </div>
  );
}
