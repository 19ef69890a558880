/** The frame of every page: menu by role, who is signed in, language, theme. Skip link first, for the keyboard. */
import { Anchor, AppShell, Burger, Button, Group, NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { type Session, sessionKey, signOut } from '../api/session.ts';
import type { PageDefinition } from '../pages.ts';
import { notifyProblem } from '../parts/notify.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { Preferences } from './preferences.tsx';

interface ShellProps {
  readonly session: Session;
  readonly pages: readonly PageDefinition[];
  readonly children: ReactNode;
}

export function Shell({ session, pages, children }: ShellProps) {
  const { t } = useTranslation();
  const [isOpen, menu] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('common.menu')} />
            <Anchor href="#content" className="skip-link">
              {t('common.skipToContent')}
            </Anchor>
            <img src="/web/icon.svg" alt="" width={26} height={26} />
            <Text fw={700}>Offerwright</Text>
          </Group>
          <Preferences />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('common.menu')}>
        <AppShell.Section grow component={ScrollArea}>
          <PageLinks pages={pages} onFollow={menu.close} />
        </AppShell.Section>
        <AppShell.Section>
          <SignedIn session={session} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function PageLinks({ pages, onFollow }: { pages: readonly PageDefinition[]; onFollow: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return pages.map(({ path, name, icon: Icon }) => (
    <NavLink
      key={path}
      component={Link}
      to={path}
      label={t(`pages.${name}`)}
      leftSection={<Icon size={18} stroke={1.6} />}
      active={pathname === path || pathname.startsWith(`${path}/`)}
      aria-current={pathname === path ? 'page' : undefined}
      onClick={onFollow}
    />
  ));
}

function SignedIn({ session }: { session: Session }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isChanging, changing] = useDisclosure(false);
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queries.clear();
      queries.setQueryData(sessionKey, null);
    },
    onError: notifyProblem,
  });
  return (
    <Stack gap={4} p="xs">
      <Text size="sm" fw={600} truncate>
        {session.name}
      </Text>
      <Text size="xs" c="dimmed">
        {t(`roles.${session.role}`)}
      </Text>
      <Button
        variant="subtle"
        size="compact-sm"
        justify="flex-start"
        leftSection={<IconKey size={16} />}
        onClick={changing.open}
      >
        {t('password.menu')}
      </Button>
      <PasswordDialog opened={isChanging} onClose={changing.close} />
      <Button
        variant="subtle"
        size="compact-sm"
        justify="flex-start"
        leftSection={<IconLogout size={16} />}
        loading={leaving.isPending}
        onClick={() => leaving.mutate()}
      >
        {t('common.signOut')}
      </Button>
    </Stack>
  );
}
