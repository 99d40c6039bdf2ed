// The frame of every signed-in page: sidebar, header with the palette, the sandbox line, help and the way out.
'use client';

import { AppShell, Burger } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { setupQuestion } from '../client/session';
import { late } from '../parts/late';
import { ControlBanner } from '../queue/control-banner';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';
import { Help } from './help';
import { Sidebar } from './sidebar';
import { ThemeMenu } from './theme-menu';

const Palette = late(() => import('./palette').then((file) => file.Palette));

export function Frame({ children }: { children: ReactNode }) {
  const [isSideOpen, side] = useDisclosure(false);
  const [openings, setOpenings] = useState(0);
  const openPalette = () => setOpenings((times) => times + 1);
  // Once it is there it hears its keys itself.
  useHotkeys(openings === 0 ? [['mod + K', openPalette]] : [], []);
  const state = useQuery({ ...setupQuestion, staleTime: Number.POSITIVE_INFINITY });
  const isSandbox = state.data?.mode === 'sandbox';
  return (
    <AppShell
      header={{ height: isSandbox ? 76 : 48 }}
      navbar={{ width: 228, breakpoint: 'sm', collapsed: { mobile: !isSideOpen } }}
      layout="alt"
      transitionDuration={0}
    >
      <a href="#main" className="skip-link">
        Skip to the content
      </a>
      <AppShell.Header className={classes.header}>
        <div className={classes.bar}>
          <Burger
            opened={isSideOpen}
            onClick={side.toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={isSideOpen ? 'Close the menu' : 'Open the menu'}
          />
          <button type="button" className={classes.search} onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
            <Search size={14} aria-hidden />
            <span>Find an address: why does it not arrive?</span>
            <kbd>Ctrl K</kbd>
          </button>
          <div className={classes.end}>
            <Help />
            <ThemeMenu />
            <AccountMenu />
          </div>
        </div>
        {isSandbox && (
          <div className={classes.sandbox} role="note">
            <FlaskConical size={14} aria-hidden />
            Sandbox: no mail leaves this machine
          </div>
        )}
      </AppShell.Header>
      <AppShell.Navbar className={classes.side} aria-label="Main">
        <Burger opened onClick={side.close} hiddenFrom="sm" size="sm" aria-label="Close the menu" />
        <Sidebar onGo={side.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <div className={classes.main}>
          <ControlBanner />
          {children}
        </div>
      </AppShell.Main>
      {openings > 0 && <Palette openings={openings} />}
    </AppShell>
  );
}
