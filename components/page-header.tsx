import { IconChevronRight } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import classes from './page-header.module.css';
import { NavToggle } from './shell/nav-toggle';

type Props = {
  title: string;
  /** The way here, outermost first, without this page. */
  crumbs?: { label: string; href: string }[];
  /** The one primary action of the page (with at most a menu or two quiet buttons before it). */
  action?: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Badges beside the title. */
  badge?: ReactNode;
  /** Tabs, which then carry the line under the header. */
  tabs?: ReactNode;
};

/** The 48 px bar with the breadcrumb and the primary action, then the page's title. Every page of the console begins with it. */
export function PageHeader({ title, crumbs = [], action, description, badge, tabs }: Props) {
  const t = useTranslations('common.frame');
  return (
    <>
      <header className={classes.bar}>
        <NavToggle />
        <nav aria-label={t('breadcrumb')} className={classes.crumbs}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <Link href={crumb.href}>{crumb.label}</Link>
                <IconChevronRight size={14} className={classes.separator} aria-hidden />
              </li>
            ))}
            <li aria-current="page" title={title}>
              {title}
            </li>
          </ol>
        </nav>
        {action && <div className={classes.action}>{action}</div>}
      </header>
      <div className={classes.head} data-tabs={tabs ? true : undefined}>
        <div className={classes.titleRow}>
          <h1 className={classes.title}>{title}</h1>
          {badge}
        </div>
        {description && <p className={classes.description}>{description}</p>}
        {tabs}
      </div>
    </>
  );
}
