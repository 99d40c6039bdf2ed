// The list of what was done, newest last; each goes by itself.
'use client';

import { Notifications } from '@mantine/notifications';

export function ToastList() {
  return <Notifications position="bottom-right" autoClose={8000} />;
}
