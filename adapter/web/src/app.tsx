/** The pages inside the shell, for whoever is signed in; the sign-in page for everybody else. */
import { Center, Loader } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Navigate, Route, Routes, useMatch } from 'react-router';
import { onSessionExpired } from './api/call-api.ts';
import { useSession } from './api/session.ts';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { InvitationPage } from './pages/users/invitation-page.tsx';
import { pages } from './pages.ts';
import { ProblemNotice } from './parts/problem-notice.tsx';
import { Shell } from './shell/shell.tsx';
import { SignInAgain } from './shell/sign-in-again.tsx';

const ClientInterviewPage = lazy(() => import('./pages/interviews/client-interview-page.tsx'));

export function App() {
  const session = useSession();
  const [isExpired, setExpired] = useState(false);
  useEffect(() => onSessionExpired(() => setExpired(true)), []);
  const token = useMatch('/invitation/:token')?.params.token;
  const link = useMatch('/interview/:token')?.params.token;
  if (token !== undefined) return <InvitationPage token={token} />;
  if (link !== undefined) {
    return (
      <Suspense fallback={<Waiting />}>
        <ClientInterviewPage token={link} />
      </Suspense>
    );
  }
  if (session.isPending) return <Waiting />;
  if (session.isError) return <ProblemNotice error={session.error} onRetry={() => session.refetch()} />;
  if (session.data === null) return <SignInPage />;
  const { role } = session.data;
  const open = pages.filter((page) => page.roles.includes(role));
  return (
    <>
      <Shell session={session.data} pages={open.filter((page) => page.inMenu)}>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route path="/" element={<Navigate to={open[0]!.path} replace />} />
            {open.map(({ path, component: Page }) => (
              <Route key={path} path={path} element={<Page />} />
            ))}
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
      </Shell>
      <SignInAgain name={session.data.name} opened={isExpired} onDone={() => setExpired(false)} />
    </>
  );
}

function Waiting() {
  return (
    <Center h="60vh">
      <Loader />
    </Center>
  );
}
