'use client';

import type { PointerEvent as ReactPointerEvent } from 'react';
import classes from './builder.module.css';
import { type DropPlace, placeUnder, showPlace } from './drop-place';

const SLACK_PX = 4;
const EDGE_PX = 56;
const SCROLL_PX = 14;

type Given = { label: string; accepts: (place: DropPlace) => boolean; onDrop: (place: DropPlace) => void };

/**
 * Begins to drag a node of the rule by its handle, with mouse, pen or finger. The page shows where it would go; Escape or letting go
 * outside leaves everything as it was.
 */
export function beginDrag(event: ReactPointerEvent<HTMLElement>, { label, accepts, onDrop }: Given): void {
  const handle = event.currentTarget;
  const root = handle.closest<HTMLElement>('[data-rule-editor]');
  const dragged = handle.closest<HTMLElement>('[data-place]');
  if (event.button !== 0 || !root || !dragged) return;
  // Else the browser would begin to mark text. It would have given the handle the focus as well.
  event.preventDefault();
  handle.focus({ preventScroll: true });
  handle.setPointerCapture(event.pointerId);
  const from = { x: event.clientX, y: event.clientY };
  let chip: HTMLElement | undefined;
  let place: DropPlace | undefined;

  const start = () => {
    chip = document.createElement('div');
    chip.className = classes.chip ?? '';
    chip.textContent = label;
    document.body.append(chip);
    dragged.dataset.dragged = '';
  };
  const move = (at: PointerEvent) => {
    if (!chip && Math.hypot(at.clientX - from.x, at.clientY - from.y) < SLACK_PX) return;
    if (!chip) start();
    if (chip) chip.style.translate = `${at.clientX + 12}px ${at.clientY + 8}px`;
    if (at.clientY < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
    else if (at.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
    const under = placeUnder(root, at.clientX, at.clientY);
    place = under && accepts(under) ? under : undefined;
    showPlace(root, place);
  };
  const end = (drop: boolean) => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', onUp);
    handle.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKey, true);
    showPlace(root, undefined);
    delete dragged.dataset.dragged;
    chip?.remove();
    if (drop && chip && place) onDrop(place);
  };
  const onUp = () => end(true);
  const onCancel = () => end(false);
  const onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Escape') return;
    key.stopPropagation();
    end(false);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', onUp);
  handle.addEventListener('pointercancel', onCancel);
  window.addEventListener('keydown', onKey, true);
}
