/**
 * Single keys as commands, by their place on the keyboard, so that they work in any layout. Not while somebody types,
 * not with Ctrl, Alt or Meta, and never the keys that a focused control needs itself.
 */
import { useEffect, useRef } from 'react';

export type KeyCommands = Readonly<Record<string, () => void>>;

/** @param commands by `KeyboardEvent.code`: "KeyG", "Digit1", "Space" */
export function useKeys(commands: KeyCommands, isActive: boolean): void {
  const current = useRef(commands);
  current.current = commands;
  useEffect(() => {
    if (!isActive) return;
    const listen = (event: KeyboardEvent) => {
      const command = current.current[event.code.replace(/^Numpad(?=\d)/, 'Digit')];
      if (command === undefined || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (belongsToControl(event)) return;
      event.preventDefault();
      command();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [isActive]);
}

function belongsToControl({ target, code }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null) return true;
  return code === 'Space' && target.closest('button, a, [role="tab"]') !== null;
}
