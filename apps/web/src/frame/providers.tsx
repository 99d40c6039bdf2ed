// Theme, server state, URL state and toasts for everything below.
'use client';

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../client/api';
import { ZoneProvider } from '../parts/zone';
import { theme, variables } from '../theme/theme';
import { Toasts } from './toasts';

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // An answer of the API (a 4xx) is final; a lost connection is tried again twice.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      },
    },
  });
}

interface ProvidersProps {
  /** The zone of the browser, if the server knows it. */
  zone: string | null;
  children: ReactNode;
}

export function Providers({ zone, children }: ProvidersProps) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ZoneProvider known={zone}>
          <NuqsAdapter>{children}</NuqsAdapter>
        </ZoneProvider>
      </QueryClientProvider>
      <Toasts />
    </MantineProvider>
  );
}
