import { notFound } from 'next/navigation';

/** Any address of no page: "not found" inside the console's frame. */
export default function MissingPage(): never {
  notFound();
}
